namespace Sweep.Core.Statistics;

/// <summary>What more replicates would bring, if the difference and its spread are what they seem now.</summary>
/// <param name="Replicates">
/// Replicates in all at which a two-sided paired t test at the analysis' level would find a difference of this size with
/// 80 % chance; 0 where that cannot be told or where <see cref="Most"/> would not do.
/// </param>
/// <param name="More">How many more than there are; 0 where <paramref name="Replicates"/> is 0 or reached.</param>
/// <param name="Detectable">The difference that the replicates at hand would find with 80 % chance; NaN where unknown.</param>
public sealed record PowerEstimate(int Replicates, int More, double Detectable)
{
    /// <summary>The chance asked for.</summary>
    public const double Wanted = 0.8;

    /// <summary>Replicates beyond which none are counted.</summary>
    public const int Most = 10_000;

    /// <summary>Nothing is known.</summary>
    public static PowerEstimate Unknown { get; } = new(0, 0, double.NaN);
}
