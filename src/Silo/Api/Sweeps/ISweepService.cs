using Sweep.Core.Specs;
using Sweep.Silo.Api.Documents;
using Sweep.Storage;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>What the HTTP API asks of whoever hosts the sweeps. Ids are whole ids; answers are null where there is no such sweep.</summary>
public interface ISweepService
{
    /// <summary>The record, for reading.</summary>
    ISweepStore Record { get; }

    /// <summary>Whether sweeps can be taken and run now.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellation);

    /// <summary>Checks a spec, adds its sweep to the record and starts it. The same submission again answers with the same sweep.</summary>
    /// <exception cref="InvalidInputException">The spec, its data or the wanted id cannot be used; all that is wrong.</exception>
    /// <exception cref="SweepConflictException">The id or key belongs to a sweep with another spec.</exception>
    Task<Submitted> SubmitAsync(Submission submission, CancellationToken cancellation);

    /// <summary>A sweep and how it goes.</summary>
    Task<SweepItem?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>The record and plan of a sweep.</summary>
    Task<(SweepRecord Sweep, SweepPlan Plan)?> FindPlanAsync(string id, CancellationToken cancellation);

    /// <summary>How a sweep goes, now and whenever that changes. Ends after the first that tells of its end; at once where there is no such sweep.</summary>
    IAsyncEnumerable<SweepItem> WatchAsync(string id, CancellationToken cancellation);

    /// <summary>Takes a running sweep's trials back; it can be resumed.</summary>
    /// <exception cref="SweepConflictException">The sweep is over.</exception>
    Task<SweepItem?> PauseAsync(string id, CancellationToken cancellation);

    /// <summary>Goes on with a paused sweep.</summary>
    /// <exception cref="SweepConflictException">The sweep is over.</exception>
    Task<SweepItem?> ResumeAsync(string id, CancellationToken cancellation);

    /// <summary>Ends a sweep for good: trials that run are stopped, the others never run.</summary>
    /// <exception cref="SweepConflictException">The sweep is finished.</exception>
    Task<SweepItem?> CancelAsync(string id, CancellationToken cancellation);

    /// <summary>Runs the trials that failed once more, and those that a cancelled sweep lacks.</summary>
    /// <exception cref="SweepConflictException">The sweep runs, or there is nothing to run once more.</exception>
    Task<SweepItem?> RetryAsync(string id, CancellationToken cancellation);

    /// <summary>Deletes a sweep and all that the record holds of it. False where there is no such sweep.</summary>
    /// <exception cref="SweepConflictException">The sweep runs.</exception>
    Task<bool> DeleteAsync(string id, CancellationToken cancellation);
}
