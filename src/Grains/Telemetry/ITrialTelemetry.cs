using Sweep.Core.Results;

namespace Sweep.Grains.Telemetry;

/// <summary>Told what trials of this silo do, as the record accepts it. Called from many threads; must return at once.</summary>
public interface ITrialTelemetry
{
    /// <summary>An attempt was claimed.</summary>
    void AttemptStarted(TrialContext trial, int attempt);

    /// <summary>An attempt has epochs of an earlier one, which may have trained elsewhere, behind it; comes before all of its own.</summary>
    void AttemptResumed(TrialContext trial, int attempt, IReadOnlyList<EpochReport> recorded);

    /// <summary>Epochs of a trial were accepted. Where an attempt begins anew after all, its epochs count from 1 again.</summary>
    void EpochsAccepted(TrialContext trial, IReadOnlyList<EpochReport> epochs);

    /// <summary>A training's state was accepted.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="seconds">Time from the end of the epoch until the record had it.</param>
    void CheckpointSaved(TrialContext trial, int bytes, double seconds);

    /// <summary>The sweep decided that a trial that runs is to give back its slot, or to end for good.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="stop">Whether it is to end for good.</param>
    void AskedBack(TrialContext trial, bool stop)
    {
    }

    /// <summary>An attempt failed; another follows, or the trial is given up.</summary>
    void AttemptFailed(TrialContext trial, int attempt, string cause)
    {
    }

    /// <summary>A trial's result was accepted.</summary>
    void TrialFinished(TrialContext trial, TrialResult result, double seconds);

    /// <summary>An attempt was taken back or overtaken, and yields nothing.</summary>
    void AttemptReleased(TrialContext trial);
}
