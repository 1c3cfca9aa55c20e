using Orleans;
using Orleans.Concurrency;

namespace Sweep.Grains.Contracts;

/// <summary>
/// Owns one sweep: the design's cursor and the scheduler. Key: the sweep's id. What trials tell it is one way: a trial
/// never waits for its sweep, which may be waiting for the trial.
/// </summary>
[Alias("sweep.ISweepGrain")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts the sweep, or goes on where the record says it stands. Calling it again changes nothing. A sweep that is
    /// cancelled stays so until a retry or an extension has made it one that is paused.
    /// </summary>
    [Alias("Start")]
    Task<SweepStatus> StartAsync();

    /// <summary>Where the sweep stands.</summary>
    [Alias("GetStatus")]
    Task<SweepStatus> GetStatusAsync();

    /// <summary>Admits no more trials, saves and takes back those that run, and marks the sweep as paused. Returns once none runs here.</summary>
    [Alias("Pause")]
    Task<SweepStatus> PauseAsync();

    /// <summary>
    /// Ends the sweep for good: trials that run are stopped with the epochs that they have, the others never run.
    /// Returns once that is in the record; calling it again changes nothing, as for a sweep that is finished.
    /// </summary>
    [Alias("Cancel")]
    Task<SweepStatus> CancelAsync();

    /// <summary>A trial has its result in the record.</summary>
    [Alias("TrialFinished"), OneWay]
    Task TrialFinishedAsync(TrialFinished finished);

    /// <summary>A trial's attempt was taken back before it had a result.</summary>
    [Alias("TrialReleased"), OneWay]
    Task TrialReleasedAsync(long trial);

    /// <summary>Something of ours broke that no retry of one trial can mend, such as a full disk: the sweep pauses and says why.</summary>
    [Alias("ReportProblem"), OneWay]
    Task ReportProblemAsync(string problem);
}
