using System.Globalization;
using Sweep.Core.Results;

namespace Sweep.Storage;

/// <summary>Checks that every store makes alike.</summary>
internal static class StoreGuard
{
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(365);

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

    public static void Check(SweepRequest request)
    {
        if (!Enum.IsDefined(request))
            throw new ArgumentOutOfRangeException(nameof(request), request, "No such request to a sweep.");
    }

    public static void CheckLease(string owner, TimeSpan lease)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentOutOfRangeException.ThrowIfLessThan(lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lease, LongestLease);
    }

    public static void Check(string sweep, long trial, TrialCheckpoint checkpoint)
    {
        Check(sweep, trial);
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(checkpoint.Epochs, 1, nameof(checkpoint));
        if (checkpoint.State.IsDefault)
            throw new ArgumentException("A checkpoint without a state.", nameof(checkpoint));
        if (checkpoint.State.Length > TrialCheckpoint.MaxBytes)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The checkpoint of trial {sweep}/{trial} has {checkpoint.State.Length:N0} bytes; the record takes at most {TrialCheckpoint.MaxBytes:N0}. Train a smaller network, or switch checkpoints off in the spec."));
        }
    }

    public static void Check(int attempt, AttemptFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(failure.Owner, nameof(failure));
        ArgumentNullException.ThrowIfNull(failure.Cause, nameof(failure));
        if (failure.Attempt != attempt)
            throw new ArgumentException($"A failure of attempt {failure.Attempt}, recorded by attempt {attempt}.", nameof(failure));
    }

    public static void Check(string sweep, SweepRecord grown, string? from, IReadOnlyDictionary<long, long>? reuse)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        Check(grown);
        if (grown.Id != sweep)
            throw new ArgumentException($"Sweep '{sweep}' cannot become '{grown.Id}'.", nameof(grown));
        if (from is null != reuse is null)
            throw new ArgumentException("Trials are reused from a sweep by a map of indices: both are needed, or none.", nameof(reuse));
        if (from == sweep)
            throw new ArgumentException($"Sweep '{sweep}' cannot reuse its own trials.", nameof(from));
        if (reuse is null)
            return;
        foreach (var (there, here) in reuse)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(there, nameof(reuse));
            ArgumentOutOfRangeException.ThrowIfNegative(here, nameof(reuse));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(here, grown.Trials, nameof(reuse));
        }
    }

    public static StoreException Shrinks(string sweep, long from, long to)
        => new(string.Create(CultureInfo.InvariantCulture, $"Sweep '{sweep}' has {from} trials and cannot be extended to {to}: an extension never takes trials away."));

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
