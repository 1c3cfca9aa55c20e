using System.Collections.Immutable;

namespace Sweep.Storage;

/// <summary>A training's whole state at the end of an epoch, from which it goes on as if it had never stopped.</summary>
/// <param name="Epochs">Epochs that lie behind it, at least 1; they are in the record before the checkpoint is saved.</param>
/// <param name="State">The trainer's state, at most <see cref="MaxBytes"/>; the record does not look into it.</param>
public sealed record TrialCheckpoint(int Epochs, ImmutableArray<byte> State)
{
    /// <summary>Greatest size of a state: 256 MiB.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;
}
