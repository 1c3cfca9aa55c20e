using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>Checks that every store makes alike.</summary>
internal static class StoreGuard
{
    public static StoreException UnknownSweep(string sweep) => new($"There is no sweep '{sweep}' in the record.");

    public static void Check(SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        SweepId.ThrowIfInvalid(sweep.Id);
        ArgumentOutOfRangeException.ThrowIfNegative(sweep.Trials);
        Check(sweep.State);
    }

    public static void Check(SweepState state)
    {
        if (!Enum.IsDefined(state))
            throw new ArgumentOutOfRangeException(nameof(state), state, "No such state of a sweep.");
    }

    public static void Check(string sweep, long trial)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentOutOfRangeException.ThrowIfNegative(trial);
    }

    public static void Check(FinishedTrial finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        if (!Enum.IsDefined(finished.Result.Outcome))
            throw new ArgumentOutOfRangeException(nameof(finished), finished.Result.Outcome, "No such outcome of a trial.");
    }

    public static void Check(IReadOnlyList<EpochReport> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        for (var i = 0; i < epochs.Count; i++)
            ArgumentOutOfRangeException.ThrowIfLessThan(epochs[i].Epoch, 1, nameof(epochs));
    }
}
