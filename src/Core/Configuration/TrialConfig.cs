namespace Sweep.Core.Configuration;

/// <summary>Everything that one training depends on, but for its seed.</summary>
public sealed record TrialConfig
{
    /// <summary>Data and how it is split.</summary>
    public DatasetConfig Dataset { get; init; } = new();

    /// <summary>The network.</summary>
    public ModelConfig Model { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>What is measured meanwhile.</summary>
    public ProbesConfig Probes { get; init; } = new();
}
