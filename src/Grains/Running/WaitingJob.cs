namespace Sweep.Grains.Running;

/// <summary>A job that waits for a worker: a worker takes it, or it is asked back, whichever comes first.</summary>
internal sealed class WaitingJob(TrainingJob job)
{
    private int _taken;

    /// <summary>The job.</summary>
    public TrainingJob Job => job;

    /// <summary>Whether whoever asks is the first to take it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Does something at once when the job is asked or taken back.</summary>
    public void WhenAskedBack(Action<WaitingJob> act)
    {
        job.Release.UnsafeRegister(_ => act(this), null);
        job.Cancellation.UnsafeRegister(_ => act(this), null);
    }
}
