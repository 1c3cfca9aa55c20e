using Sweep.Core.Designs;

namespace Sweep.Core.Tests.Designs;

public sealed class FractionDesignTests
{
    private static FractionDesign Fraction(int prime, int factors, int power)
    {
        var names = Enumerable.Range(0, factors).Select(i => ((char)('A' + i)).ToString()).ToArray();
        var design = FractionDesign.TryFind([.. Enumerable.Repeat(prime, factors)], power, names, out var reason);
        Assert.True(design is not null, reason);
        return design;
    }

    private static int[][] Rows(FractionDesign design, int factors)
        => [.. Enumerable.Range(0, (int)design.Count).Select(i =>
        {
            var levels = new int[factors];
            design.Levels(i, levels);
            return levels;
        })];

    // The maximal resolutions of Box, Hunter and Hunter 2005, table 6.22, and of Wu and Hamada 2009, appendix 6A.
    [Theory]
    [InlineData(2, 3, 1, 3)]
    [InlineData(2, 4, 1, 4)]
    [InlineData(2, 5, 1, 5)]
    [InlineData(2, 5, 2, 3)]
    [InlineData(2, 6, 2, 4)]
    [InlineData(2, 7, 2, 4)]
    [InlineData(2, 7, 4, 3)]
    [InlineData(2, 8, 2, 5)]
    [InlineData(2, 8, 4, 4)]
    [InlineData(2, 11, 4, 5)]
    [InlineData(2, 15, 11, 3)]
    [InlineData(3, 3, 1, 3)]
    [InlineData(3, 4, 1, 4)]
    [InlineData(3, 4, 2, 3)]
    [InlineData(3, 5, 1, 5)]
    [InlineData(5, 3, 1, 3)]
    public void The_resolution_is_the_greatest_there_is_and_true_of_the_rows(int prime, int factors, int power, int resolution)
    {
        var design = Fraction(prime, factors, power);
        Assert.Equal(resolution, design.Resolution);
        var rows = Rows(design, factors);
        Assert.Equal((long)Math.Pow(prime, factors - power), rows.Length);
        Assert.Equal(rows.Length, rows.Select(r => string.Join(',', r)).Distinct().Count());

        // Resolution R means strength R-1: any R-1 factors run through all their combinations equally often.
        foreach (var chosen in Choose(factors, resolution - 1))
        {
            var groups = rows.GroupBy(r => string.Join(',', chosen.Select(f => r[f]))).Select(g => g.Count()).ToArray();
            Assert.Equal((int)Math.Pow(prime, resolution - 1), groups.Length);
            Assert.Single(groups.Distinct());
        }
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    public void The_aliases_named_are_just_those_that_the_rows_show(int factors, int power)
    {
        var design = Fraction(2, factors, power);
        var rows = Rows(design, factors);
        var effects = Choose(factors, 1).Concat(Choose(factors, 2)).ToArray();
        var shown = new HashSet<string>();
        foreach (var a in effects)
        {
            foreach (var b in effects.Where(b => b.Length == 2 && !ReferenceEquals(a, b)))
            {
                // Two-level contrasts are confounded when their product is the same in every row.
                if (rows.Select(r => (a.Sum(f => r[f]) + b.Sum(f => r[f])) % 2).Distinct().Count() == 1)
                    shown.Add(string.Join('=', new[] { Name(a), Name(b) }.OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal)));
            }
        }

        var named = design.Notes.Where(n => n.StartsWith("alias: ", StringComparison.Ordinal)).Select(n => n["alias: ".Length..].Replace(" x ", "", StringComparison.Ordinal).Replace(" = ", "=", StringComparison.Ordinal)).ToHashSet();
        Assert.Equal(shown.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, 1, "same prime number of levels")]
    [InlineData(new[] { 4, 4, 4 }, 1, "same prime number of levels")]
    [InlineData(new[] { 2, 2 }, 2, "leaves nothing")]
    [InlineData(new[] { 2, 2 }, 1, "confound main effects")]
    [InlineData(new[] { 2, 2, 2, 2 }, 2, "confound main effects")]
    public void A_fraction_that_cannot_be_is_refused(int[] sizes, int power, string reason)
    {
        Assert.Null(FractionDesign.TryFind(sizes, power, ["A", "B", "C", "D"], out var found));
        Assert.Contains(reason, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fraction_too_large_to_search_is_refused_at_once()
    {
        Assert.Null(FractionDesign.TryFind([.. Enumerable.Repeat(2, 64)], 30, [.. Enumerable.Repeat("x", 64)], out var reason));
        Assert.Contains("too large", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ablation_moves_one_factor_at_a_time()
    {
        var design = new AblationDesign([3, 2], [1, 0]);
        var rows = Enumerable.Range(0, (int)design.Count).Select(i =>
        {
            var levels = new int[2];
            design.Levels(i, levels);
            return (levels[0], levels[1]);
        });
        Assert.Equal([(1, 0), (0, 0), (2, 0), (1, 1)], rows);
    }

    private static string Name(int[] factors) => string.Concat(factors.Select(f => (char)('A' + f)));

    private static IEnumerable<int[]> Choose(int n, int k)
        => k == 0 ? [[]] : Enumerable.Range(0, n).SelectMany(last => Choose(last, k - 1).Select(c => (int[])[.. c, last]));
}
