namespace Orleans.Runtime;

/// <summary>When a reminder is and was due; UTC.</summary>
/// <param name="firstTickTime">When its first tick was due.</param>
/// <param name="period">Time between ticks.</param>
/// <param name="timeStamp">When this tick was sent.</param>
[GenerateSerializer, Immutable]
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    /// <summary>When its first tick was due.</summary>
    [Id(0)]
    public DateTime FirstTickTime { get; } = firstTickTime;

    /// <summary>Time between ticks.</summary>
    [Id(1)]
    public TimeSpan Period { get; } = period;

    /// <summary>When this tick was sent.</summary>
    [Id(2)]
    public DateTime CurrentTickTime { get; } = timeStamp;
}
