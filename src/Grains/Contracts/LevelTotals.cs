using Orleans;

namespace Sweep.Grains.Contracts;

/// <summary>What became of the trials with one level of one factor.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Level">The level's label.</param>
/// <param name="Count">Trials with a finite objective.</param>
/// <param name="Sum">Sum of their objectives.</param>
/// <param name="Diverged">Trials that diverged.</param>
/// <param name="Finished">Trials with a result.</param>
/// <param name="SumSquares">Sum of the squares of the finite objectives.</param>
/// <param name="Verdicts">Verdicts on the trials; null from a silo that does not count them.</param>
[GenerateSerializer, Immutable, Alias("sweep.LevelTotals")]
public sealed record LevelTotals(
    [property: Id(0)] string Factor,
    [property: Id(1)] string Level,
    [property: Id(2)] long Count,
    [property: Id(3)] double Sum,
    [property: Id(4)] long Diverged,
    [property: Id(5)] long Finished = 0,
    [property: Id(6)] double SumSquares = 0,
    [property: Id(7)] VerdictTotals? Verdicts = null)
{
    /// <summary>Mean of the finite objectives; NaN where there are none.</summary>
    public double Mean => Count == 0 ? double.NaN : Sum / Count;

    /// <summary>Standard deviation of the finite objectives, √(Σ(x − mean)²/(n − 1)); NaN where there are fewer than two.</summary>
    public double Deviation => Count < 2 ? double.NaN : Math.Sqrt(Math.Max(0, SumSquares - (Sum * Sum / Count)) / (Count - 1));

    /// <summary>What became of the trials of both, which are of one level.</summary>
    public LevelTotals Plus(LevelTotals other)
        => new(Factor, Level, Count + other.Count, Sum + other.Sum, Diverged + other.Diverged, Finished + other.Finished,
            SumSquares + other.SumSquares, (Verdicts ?? VerdictTotals.None).Plus(other.Verdicts ?? VerdictTotals.None));
}
