using System.Text.Json.Serialization;

namespace Sweep.Silo.Api.Documents;

/// <summary>A sweep, and how it goes.</summary>
public sealed record SweepItem
{
    /// <summary>Id of the sweep.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands: <c>running</c>, <c>pausing</c>, <c>paused</c>, <c>finished</c>, <c>cancelling</c>, <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it paused by itself; null where it did not.</summary>
    public required string? Problem { get; init; }

    /// <summary>Its trials.</summary>
    public required TrialTally Trials { get; init; }

    /// <summary>Names of its factors, in order.</summary>
    public required IReadOnlyList<string> Factors { get; init; }

    /// <summary>What it is decided on.</summary>
    public required ObjectiveItem Objective { get; init; }

    /// <summary>How it goes; null while no server runs it.</summary>
    public required ProgressItem? Progress { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>SHA-256 of the normalised spec.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Version of Sweep that made it.</summary>
    public required string Version { get; init; }

    /// <summary>Whether nothing happens any more until somebody asks for it.</summary>
    [JsonIgnore]
    public bool Ended => State is not ("running" or "pausing" or "cancelling");
}
