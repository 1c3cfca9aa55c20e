using Microsoft.Extensions.Logging;

namespace Sweep.Storage;

/// <summary>Counts and logs refused writes, for every store alike.</summary>
internal sealed partial class StoreAccounting(ILogger logger)
{
    public StoreStatistics Statistics { get; } = new();

    public bool Epochs(bool accepted, string sweep, long trial, int attempt, int rows)
    {
        if (accepted)
            Statistics.RecordEpochRows(rows);
        else
            Refused("epochs", sweep, trial, attempt);
        return accepted;
    }

    public bool Accepted(bool accepted, string what, string sweep, long trial, int attempt)
    {
        if (!accepted)
            Refused(what, sweep, trial, attempt);
        return accepted;
    }

    private void Refused(string what, string sweep, long trial, int attempt)
    {
        Statistics.RecordStale();
        LogStale(logger, what, attempt, sweep, trial);
    }
}
