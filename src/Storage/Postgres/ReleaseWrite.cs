namespace Sweep.Storage.Postgres;

/// <summary>Gives a lease back.</summary>
internal sealed class ReleaseWrite(string sweep, long trial, int attempt, CancellationToken cancellation) : FencedWrite(sweep, trial, attempt, cancellation);
