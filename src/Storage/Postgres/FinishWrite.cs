namespace Sweep.Storage.Postgres;

/// <summary>Gives a trial its result.</summary>
internal sealed class FinishWrite(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation)
    : FencedWrite(sweep, trial, attempt, cancellation)
{
    public FinishedTrial Finished => finished;
}
