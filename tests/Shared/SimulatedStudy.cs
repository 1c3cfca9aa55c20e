using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Core.Statistics;

namespace Sweep.Shared;

/// <summary>
/// A sweep of 3 × 3 × 2 levels whose truth is known. Replicates differ; seeds may favour levels (each level of the first
/// two factors and each two of them have luck of their own in each replicate), the third factor may change nothing of a
/// training at all, and the spread may rise with the level: all that trials which share seeds do, and what a test that
/// takes them for independent stumbles over.
/// </summary>
internal sealed record SimulatedStudy(string Name, int Replicates)
{
    private const double ReplicateDeviation = 0.5;
    private const double Deviation = 0.3;

    /// <summary>Levels of each factor.</summary>
    public static readonly int[] Levels = [3, 3, 2];

    /// <summary>Whether the first two factors do something; the third never does.</summary>
    public bool Planted { get; init; }

    /// <summary>What the highest levels of the first two factors do together beyond what each does.</summary>
    public double Together { get; init; }

    /// <summary>Whether seeds favour levels, the third factor changes nothing and spread is uneven.</summary>
    public bool SharedSeeds { get; init; }

    /// <summary>Whether noise is lopsided: a few trials come out far worse.</summary>
    public bool Skewed { get; init; }

    /// <summary>Share of trials that fail by chance.</summary>
    public double Missing { get; init; }

    /// <summary>Combinations drawn by chance; 0 for all of them.</summary>
    public int Sampled { get; init; }

    /// <summary>How the analysis is told of it.</summary>
    public AnalysisOptions Options => new() { Sampled = Sampled > 0, Replicates = Replicates, Resamples = 1000 };

    /// <summary>True mean of a combination.</summary>
    public double Truth(int a, int b, int c)
        => 1 + (Planted ? (0.4 * a) - (0.15 * b) : 0) + (a == 2 && b == 2 ? Together : 0) + (0 * c);

    /// <summary>True difference of two levels, all other levels alike.</summary>
    public double Difference(int factor, int level, int reference) => LevelMean(factor, level) - LevelMean(factor, reference);

    /// <summary>True mean of a level, all other levels alike.</summary>
    public double LevelMean(int factor, int level)
    {
        var cells = Cells().Where(c => c[factor] == level).ToList();
        return cells.Sum(c => Truth(c[0], c[1], c[2])) / cells.Count;
    }

    /// <summary>True deviation of two levels of two factors from what each does.</summary>
    public double DeviationOf(int first, int a, int second, int b)
    {
        var both = Cells().Where(c => c[first] == a && c[second] == b).ToList();
        var all = Cells().ToList();
        return (both.Sum(c => Truth(c[0], c[1], c[2])) / both.Count) - LevelMean(first, a) - LevelMean(second, b) + (all.Sum(c => Truth(c[0], c[1], c[2])) / all.Count);
    }

    /// <summary>One run of the sweep.</summary>
    public ObservationTable Draw(ulong seed, int repetition)
    {
        var random = RandomKey.For(seed, repetition).Sequence(RandomUse.Noise);
        var table = new ObservationTable([.. Levels.Select((n, f) => new FactorLevels($"f{f}", [.. Enumerable.Range(0, n).Select(l => $"l{l}")]))]);
        var combinations = Sampled == 0
            ? Cells().ToList()
            : [.. Enumerable.Range(0, Sampled).Select(_ => Levels.Select(n => (int)random.NextBelow((uint)n)).ToArray())];
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var shift = ReplicateDeviation * Normal(ref random);
            var luck = new double[15];
            for (var i = 0; i < luck.Length; i++)
                luck[i] = SharedSeeds ? 0.2 * Normal(ref random) : 0;
            var own = new double[9];
            for (var i = 0; i < own.Length; i++)
                own[i] = Noise(ref random);
            for (var i = 0; i < combinations.Count; i++)
            {
                var (a, b, c) = (combinations[i][0], combinations[i][1], combinations[i][2]);
                var noise = SharedSeeds ? (0.5 + (0.5 * a)) * own[(3 * a) + b] : Noise(ref random);
                var value = Truth(a, b, c) + shift + luck[a] + luck[3 + b] + luck[6 + (3 * a) + b] + (Deviation * noise);
                var failed = Missing > 0 && random.NextDouble() < Missing;
                table.Add(combinations[i], replicate, failed ? TrialOutcome.Failed : TrialOutcome.Completed, value, i);
            }
        }

        return table;
    }

    private double Noise(ref RandomSequence random)
        => Skewed ? (Math.Exp(Normal(ref random)) - Math.Exp(0.5)) / Math.Sqrt((Math.E - 1) * Math.E) : Normal(ref random);

    private static double Normal(ref RandomSequence random) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, random.NextDouble() + 1e-17);

    private static IEnumerable<int[]> Cells()
        => from a in Enumerable.Range(0, Levels[0]) from b in Enumerable.Range(0, Levels[1]) from c in Enumerable.Range(0, Levels[2]) select new[] { a, b, c };
}
