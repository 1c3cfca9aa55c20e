using System.Runtime.CompilerServices;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Reporting;

/// <summary>Reads trials together with their epochs, one trial in memory at a time.</summary>
public static class TelemetryReader
{
    /// <summary>Validation loss of each epoch of one trial, in order.</summary>
    public static async Task<IReadOnlyList<double>> ValidationLossAsync(ISweepStore store, string sweep, long trial, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var losses = new List<double>();
        await foreach (var row in store.ReadEpochsAsync(sweep, trial, cancellation).ConfigureAwait(false))
            losses.Add(row.Epoch.ValidationLoss);
        return losses;
    }

    /// <summary>All trials in the record, by index. Epochs of a trial that the record does not list yet are passed over.</summary>
    public static async IAsyncEnumerable<TrialTelemetry> ReadAsync(
        ISweepStore store, string sweep, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var epochs = store.ReadEpochsAsync(sweep, null, cancellation).GetAsyncEnumerator(cancellation);
        await using (epochs.ConfigureAwait(false))
        {
            var more = await epochs.MoveNextAsync().ConfigureAwait(false);
            await foreach (var trial in store.ReadTrialsAsync(sweep, 0, cancellation).ConfigureAwait(false))
            {
                while (more && epochs.Current.Trial < trial.Index)
                    more = await epochs.MoveNextAsync().ConfigureAwait(false);
                var own = new List<EpochReport>();
                while (more && epochs.Current.Trial == trial.Index)
                {
                    own.Add(epochs.Current.Epoch);
                    more = await epochs.MoveNextAsync().ConfigureAwait(false);
                }

                yield return new(trial, own);
            }
        }
    }
}
