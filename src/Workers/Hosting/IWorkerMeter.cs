namespace Sweep.Workers.Hosting;

/// <summary>Told what becomes of worker processes. Called on any thread; must return at once.</summary>
public interface IWorkerMeter
{
    /// <summary>A worker was started.</summary>
    void Started();

    /// <summary>A worker ended though nobody had let it go.</summary>
    void Ended(ExitCause cause);
}
