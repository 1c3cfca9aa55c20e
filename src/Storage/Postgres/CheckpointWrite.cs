using System.Runtime.InteropServices;

namespace Sweep.Storage.Postgres;

/// <summary>Saves a checkpoint in place of the older one.</summary>
internal sealed class CheckpointWrite(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation)
    : FencedWrite(sweep, trial, attempt, cancellation)
{
    public int Epochs => checkpoint.Epochs;

    public byte[] State => ImmutableCollectionsMarshal.AsArray(checkpoint.State)!;

    public override int Weight => 64 + checkpoint.State.Length;
}
