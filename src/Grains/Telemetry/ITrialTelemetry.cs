using Sweep.Core.Results;

namespace Sweep.Grains.Telemetry;

/// <summary>Told what trials of this silo do, as the record accepts it. Called from many threads; must return at once.</summary>
public interface ITrialTelemetry
{
    /// <summary>An attempt was claimed.</summary>
    void AttemptStarted(TrialContext trial, int attempt);

    /// <summary>Epochs of a trial were accepted.</summary>
    void EpochsAccepted(TrialContext trial, IReadOnlyList<EpochReport> epochs);

    /// <summary>A trial's result was accepted.</summary>
    void TrialFinished(TrialContext trial, TrialResult result, double seconds);

    /// <summary>An attempt was taken back or overtaken, and yields nothing.</summary>
    void AttemptReleased(TrialContext trial);
}
