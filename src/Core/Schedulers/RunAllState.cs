using System.Collections.Immutable;

namespace Sweep.Core.Schedulers;

/// <summary>State of <see cref="RunAll"/>; as large as its window, whatever the number of trials.</summary>
public sealed record RunAllState
{
    /// <summary>Number of trials.</summary>
    public required long Trials { get; init; }

    /// <summary>Greatest number of trials in flight.</summary>
    public required int Window { get; init; }

    /// <summary>The next trial that was never started; all before it are finished, in flight or lost.</summary>
    public long Cursor { get; init; }

    /// <summary>Free slots last reported, less those given away since.</summary>
    public int Free { get; init; }

    /// <summary>Trials started and not yet finished or lost.</summary>
    public ImmutableSortedSet<long> InFlight { get; init; } = [];

    /// <summary>Trials to be started again, before all others, the least number first.</summary>
    public ImmutableSortedSet<long> Lost { get; init; } = [];

    /// <summary>Trials with a result.</summary>
    public IndexRanges Finished { get; init; } = IndexRanges.Empty;

    /// <summary>Whether a stop was asked for.</summary>
    public bool Stopping { get; init; }

    /// <summary>Whether the end was announced.</summary>
    public bool Ended { get; init; }
}
