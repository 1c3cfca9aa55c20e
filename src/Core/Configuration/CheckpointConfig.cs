namespace Sweep.Core.Configuration;

/// <summary>When trainings are saved, so that an interrupted one goes on from there. It never influences a result.</summary>
public sealed record CheckpointConfig
{
    /// <summary>Epochs between two checkpoints; 0 for none by epochs.</summary>
    [Field("epochs between two checkpoints, 0 for none by epochs", Min = 0, Max = 1e9)]
    public int EveryEpochs { get; init; }

    /// <summary>Time after which the next epoch's end is saved; zero for none by time.</summary>
    [Field("time after which the next end of an epoch is saved, so that short trials never are; 0s for none by time", Min = 0, Max = 604_800)]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);
}
