namespace Sweep.Storage.Postgres;

/// <summary>Adds epochs, of which each number stands once.</summary>
internal sealed class AppendWrite(string sweep, long trial, int attempt, IReadOnlyList<EncodedEpoch> epochs, CancellationToken cancellation)
    : FencedWrite(sweep, trial, attempt, cancellation)
{
    public IReadOnlyList<EncodedEpoch> Epochs => epochs;

    public override int Weight => 64 + epochs.Sum(e => 128 + e.Layers.Length);
}
