using Sweep.Core.Designs;
using Sweep.Core.Randomness;

namespace Sweep.Core.Tests.Designs;

public sealed class PointDesignTests
{
    private static readonly RandomKey Key = RandomKey.For(7, 0);

    private static double[][] Points(IPointDesign design, int dimensions)
        => [.. Enumerable.Range(0, (int)design.Count).Select(i =>
        {
            var point = new double[dimensions];
            design.Point(i, point);
            return point;
        })];

    public static TheoryData<string> All => ["random", "sobol", "halton", "latin_hypercube"];

    private static IPointDesign Make(string name, long count, int dimensions, RandomKey key) => name switch
    {
        "random" => new RandomDesign(count, key),
        "sobol" => new SobolDesign(count, dimensions, key),
        "halton" => new HaltonDesign(count, dimensions, key),
        _ => new LatinHypercubeDesign(count, key),
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Every_coordinate_is_uniform(string name)
    {
        const int Count = 4096, Bins = 16, Dimensions = 12;
        var points = Points(Make(name, Count, Dimensions, Key), Dimensions);
        for (var d = 0; d < Dimensions; d++)
        {
            Assert.All(points, p => Assert.InRange(p[d], 0, Math.BitDecrement(1.0)));
            var counts = points.GroupBy(p => (int)(p[d] * Bins)).Select(g => g.Count()).ToArray();
            var chi = counts.Sum(c => Math.Pow(c - (Count / (double)Bins), 2) / (Count / (double)Bins));

            // The 0.9999 quantile of chi-squared with 15 degrees of freedom is 44.3.
            Assert.True(counts.Length == Bins && chi < 44.3, $"{name}, dimension {d}: {chi}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pairs_of_coordinates_are_uniform_over_the_square(string name)
    {
        const int Count = 4096, Bins = 4, Dimensions = 8;
        var points = Points(Make(name, Count, Dimensions, Key), Dimensions);
        for (var d = 1; d < Dimensions; d++)
        {
            var counts = points.GroupBy(p => ((int)(p[0] * Bins), (int)(p[d] * Bins))).Select(g => g.Count()).ToArray();
            var chi = counts.Sum(c => Math.Pow(c - 256.0, 2) / 256);
            Assert.True(counts.Length == 16 && chi < 44.3, $"{name}, dimension {d}: {chi}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_point_depends_on_nothing_but_seed_and_index(string name)
    {
        var one = Points(Make(name, 64, 5, Key), 5);
        var again = Make(name, 64, 5, Key);
        var point = new double[5];
        for (var i = 63; i >= 0; i--)
        {
            again.Point(i, point);
            Assert.Equal(one[i], point);
        }

        Assert.NotEqual(one, Points(Make(name, 64, 5, RandomKey.For(8, 0)), 5));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Points_are_those_of_every_build_before(string name)
    {
        var point = new double[3];
        Make(name, 100, 3, RandomKey.For(1, 0)).Point(0, point);
        Assert.Equal(Golden[name], point);
    }

    private static readonly Dictionary<string, double[]> Golden = new()
    {
        ["random"] = [0.30977649141102725, 0.13269935482720085, 0.97664032697286163],
        ["sobol"] = [0.55810998938977718, 0.78289208794012666, 0.645403569098562],
        ["halton"] = [0.50824975793800831, 0.40180318888672195, 0.91527211245365148],
        ["latin_hypercube"] = [0.88135619296658974, 0.25123150258412519, 0.056601047032581037],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(97)]
    [InlineData(1024)]
    [InlineData(1025)]
    public void A_latin_hypercube_meets_each_stratum_once(int count)
    {
        var points = Points(new LatinHypercubeDesign(count, Key), 6);
        for (var d = 0; d < 6; d++)
            Assert.Equal(Enumerable.Range(0, count), points.Select(p => (int)Math.Floor(p[d] * count)).Order());
    }

    [Fact]
    public void Bare_sobol_points_are_the_published_ones()
    {
        // Joe and Kuo's own program, sobol.cc, prints these rows in Gray code order; here they stand in natural order.
        var points = Points(new SobolDesign(8, 3, null), 3);
        Assert.Equal([0, 0, 0], points[0]);
        Assert.Equal([0.5, 0.5, 0.5], points[1]);
        Assert.Equal([0.25, 0.75, 0.75], points[2]);
        Assert.Equal([0.75, 0.25, 0.25], points[3]);
        Assert.Equal([0.125, 0.625, 0.375], points[4]);
        Assert.Equal([0.625, 0.125, 0.875], points[5]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sobol_points_stratify_every_dimension_and_its_first_two_as_a_net(bool scrambled)
    {
        const int M = 8, Count = 1 << M;
        var points = Points(new SobolDesign(Count, SobolDesign.MaxDimensions, scrambled ? Key : null), SobolDesign.MaxDimensions);
        for (var d = 0; d < SobolDesign.MaxDimensions; d++)
            Assert.Equal(Count, points.Select(p => (int)(p[d] * Count)).Distinct().Count());
        for (var split = 0; split <= M; split++)
            Assert.Equal(Count, points.Select(p => ((int)(p[0] * (1 << split)), (int)(p[1] * (1 << (M - split))))).Distinct().Count());
    }

    [Fact]
    public void Sobol_pairs_stay_within_the_quality_that_scrambling_must_keep()
    {
        // t is the least number with which every elementary interval of volume 2^(t-m) holds exactly 2^t points.
        const int M = 10, Dimensions = 21;
        int[][] T(RandomKey? key)
        {
            var points = Points(new SobolDesign(1 << M, Dimensions, key), Dimensions);
            return [.. Enumerable.Range(1, Dimensions - 1).Select(b => Enumerable.Range(0, b).Select(a => QualityOf(points, a, b, M)).ToArray())];
        }

        var bare = T(null);
        Assert.Equal(bare, T(Key));
        Assert.True(bare.SelectMany(t => t).Max() <= 5);
    }

    private static int QualityOf(double[][] points, int a, int b, int m)
    {
        for (var t = 0; t < m; t++)
        {
            var fair = Enumerable.Range(0, m - t + 1).All(split =>
            {
                var groups = points.GroupBy(p => ((int)(p[a] * (1 << split)), (int)(p[b] * (1 << (m - t - split))))).ToArray();
                return groups.Length == 1 << (m - t) && groups.All(g => g.Count() == 1 << t);
            });
            if (fair)
                return t;
        }

        return m;
    }

    [Fact]
    public void The_polynomials_of_sobols_table_are_primitive_and_all_different()
    {
        var seen = new HashSet<(int, int)>();
        for (var d = 1; d < SobolTable.Dimensions; d++)
        {
            var row = SobolTable.Row(d);
            int s = row[0], a = row[1];
            Assert.True(seen.Add((s, a)));
            Assert.Equal(s + 2, row.Length);
            for (var k = 0; k < s; k++)
                Assert.True(row[k + 2] % 2 == 1 && row[k + 2] < 1 << (k + 1));
            var polynomial = (1 << s) | (a << 1) | 1;
            var (x, order) = (1, 0);
            do
            {
                x <<= 1;
                if (x >> s != 0)
                    x ^= polynomial;
                order++;
            }
            while (x != 1 && order < 1 << s);
            Assert.Equal(Math.Max(1, (1 << s) - 1), order);
        }
    }

    [Fact]
    public void Halton_points_stratify_each_dimension_by_its_prime()
    {
        int[] primes = [2, 3, 5, 7];
        var points = Points(new HaltonDesign(2 * 9 * 25 * 49, 4, Key), 4);
        for (var d = 0; d < 4; d++)
        {
            var strata = primes[d] * primes[d];
            foreach (var block in points.Chunk(strata).Where(b => b.Length == strata))
                Assert.Equal(strata, block.Select(p => (int)Math.Floor((p[d] * strata) + 1e-9)).Distinct().Count());
        }
    }
}
