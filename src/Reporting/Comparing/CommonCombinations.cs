using Sweep.Core.Configuration;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Comparing;

/// <summary>The combinations that two sweeps have in common, numbered in the order of the first.</summary>
/// <param name="Before">Index in the first → number.</param>
/// <param name="After">Index in the second → number.</param>
/// <param name="Levels">Levels in the first, by number.</param>
internal sealed record CommonCombinations(
    IReadOnlyDictionary<long, int> Before, IReadOnlyDictionary<long, int> After, IReadOnlyList<IReadOnlyList<string>> Levels)
{
    /// <summary>Finds them.</summary>
    /// <exception cref="InvalidInputException">There are none.</exception>
    public static CommonCombinations Of(ComparedSweep before, ComparedSweep after, CombinationMatch match)
    {
        if (match == CombinationMatch.Levels)
            CheckFactors(before, after);
        Func<ComparedSweep, Combination, string> key = match == CombinationMatch.Levels ? ByLevels : ByConfig;
        var there = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0L; i < after.Plan.Combinations; i++)
            there.TryAdd(key(after, after.Plan.Combination(i)), i);
        var common = new CommonCombinations(new Dictionary<long, int>(), new Dictionary<long, int>(), new List<IReadOnlyList<string>>());
        for (var i = 0L; i < before.Plan.Combinations; i++)
        {
            var combination = before.Plan.Combination(i);

            // Each is taken once, though a sampled design may meet it twice.
            if (!there.Remove(key(before, combination), out var other))
                continue;
            ((Dictionary<long, int>)common.Before).Add(i, common.Levels.Count);
            ((Dictionary<long, int>)common.After).Add(other, common.Levels.Count);
            ((List<IReadOnlyList<string>>)common.Levels).Add(combination.Levels);
        }

        return common.Levels.Count > 0 ? common : throw new InvalidInputException(
            $"sweeps {before.Sweep.Id} and {after.Sweep.Id} have no combination in common"
            + (match == CombinationMatch.Config ? "; where their specs differ on purpose, '--match levels' compares combinations whose factors have the same labels" : ""));
    }

    private static void CheckFactors(ComparedSweep before, ComparedSweep after)
    {
        var (first, second) = (Sorted(before), Sorted(after));
        if (!first.SequenceEqual(second, StringComparer.Ordinal))
        {
            throw new InvalidInputException(
                $"--match levels needs the same factors in both sweeps; {before.Sweep.Id} varies {string.Join(", ", first)} and {after.Sweep.Id} varies {string.Join(", ", second)}");
        }

        static List<string> Sorted(ComparedSweep sweep) => [.. sweep.Plan.Spec.Factors.Select(f => f.Name).Order(StringComparer.Ordinal)];
    }

    private static string ByLevels(ComparedSweep sweep, Combination combination)
        => string.Join('\n', sweep.Plan.Spec.Factors.Zip(combination.Levels, (f, l) => $"{f.Name}={l}").Order(StringComparer.Ordinal));

    // One relative path means two files where it starts at two folders.
    private static string ByConfig(ComparedSweep sweep, Combination combination)
        => $"{ConfigIdentity.Of(combination.Config):x}" + combination.Config.Dataset.Source switch
        {
            DataSource.Csv csv => Path.GetFullPath(csv.Path, sweep.Sweep.BaseDirectory),
            DataSource.Idx idx => Path.GetFullPath(idx.Path, sweep.Sweep.BaseDirectory),
            _ => "",
        };
}
