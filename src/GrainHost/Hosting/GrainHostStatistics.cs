namespace Sweep.GrainHost;

/// <summary>What a host has done so far and does now.</summary>
public sealed record GrainHostStatistics
{
    /// <summary>Activations now.</summary>
    public required int Activations { get; init; }

    /// <summary>Activations so far.</summary>
    public required long Activated { get; init; }

    /// <summary>Activations that ended so far.</summary>
    public required long Deactivated { get; init; }

    /// <summary>Calls sent so far.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls that wait for their answers now.</summary>
    public required int PendingCalls { get; init; }

    /// <summary>Calls whose callers waited in vain so far.</summary>
    public required long TimedOutCalls { get; init; }

    /// <summary>Calls and ticks that wait for their turn now, over all activations.</summary>
    public required long QueueLength { get; init; }

    /// <summary>Failures reported so far because they had no caller to go to.</summary>
    public required long Errors { get; init; }

    /// <summary>Turns run so far.</summary>
    public required long Turns { get; init; }

    /// <summary>The longest turn so far.</summary>
    public required TimeSpan LongestTurn { get; init; }
}
