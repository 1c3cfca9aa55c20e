namespace Sweep.Silo.Metrics;

/// <summary>Where one running sweep stands.</summary>
/// <param name="Pending">Trials not begun.</param>
/// <param name="Running">Trials begun, without a result yet.</param>
/// <param name="Completed">Trials trained to the end.</param>
/// <param name="Diverged">Trials ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Trials given up after failures of ours.</param>
/// <param name="Stopped">Trials ended by a scheduler or a person.</param>
/// <param name="Best">Best objective so far; NaN where there is none.</param>
/// <param name="Maximize">Whether more is better.</param>
public sealed record SweepGauges(
    long Pending, long Running, long Completed, long Diverged, long Failed, long Stopped, double Best, bool Maximize)
{
    /// <summary>What a sweep can be about.</summary>
    public static IReadOnlyList<string> Phases { get; } = ["idle", "running", "pausing", "paused", "finished", "cancelling", "cancelled"];

    /// <summary>What the sweep is about, one of <see cref="Phases"/>.</summary>
    public string Phase { get; init; } = "idle";

    /// <summary>When this process began to run or follow it; null where that is not known.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it will end; null where that cannot be told.</summary>
    public DateTimeOffset? EndEstimate { get; init; }

    /// <summary>Its best trials, best first.</summary>
    public IReadOnlyList<LeaderGauge> Leaders { get; init; } = [];

    /// <summary>What became of its levels, within the bounds.</summary>
    public IReadOnlyList<LevelGauge> Levels { get; init; } = [];

    /// <summary>Levels beyond the bounds.</summary>
    public int LevelsLeftOut { get; init; }

    /// <summary>All its trials.</summary>
    public long Total => Pending + Running + Finished;

    /// <summary>Trials with a result.</summary>
    public long Finished => Completed + Diverged + Failed + Stopped;

    /// <summary>Share of trials that have their result.</summary>
    public double Progress => (double)Finished / Total;

    /// <summary>Trials by state.</summary>
    public IEnumerable<(string State, long Count)> States =>
    [
        ("pending", Pending), ("running", Running), ("completed", Completed),
        ("diverged", Diverged), ("failed", Failed), ("stopped", Stopped),
    ];

    /// <summary>Two sweeps of one name taken together.</summary>
    internal SweepGauges Plus(SweepGauges other) => this with
    {
        Pending = Pending + other.Pending,
        Running = Running + other.Running,
        Completed = Completed + other.Completed,
        Diverged = Diverged + other.Diverged,
        Failed = Failed + other.Failed,
        Stopped = Stopped + other.Stopped,
    };
}
