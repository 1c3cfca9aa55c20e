namespace Sweep.Storage.Postgres;

/// <summary>Keeps why an attempt failed.</summary>
internal sealed class FailureWrite(string sweep, long trial, AttemptFailure failure, CancellationToken cancellation)
    : FencedWrite(sweep, trial, failure.Attempt, cancellation)
{
    public AttemptFailure Failure => failure;
}
