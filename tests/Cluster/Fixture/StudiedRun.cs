using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>A submitted sweep, as the record shows it.</summary>
internal sealed class StudiedRun(ISweepStore record, string id)
{
    /// <summary>The sweep's id.</summary>
    public string Id => id;

    public Task WhenFinishedAsync(long trials)
        => Waits.UntilAsync(async () => (await record.CountAsync(id)).Finished >= trials, $"{trials} results");

    public Task WhenEndedAsync(SweepState state = SweepState.Finished)
        => Waits.UntilAsync(async () =>
        {
            var now = (await record.FindAsync(id))!.State;
            Assert.True(now == state || now == SweepState.Running, $"the sweep is {now}, and will not be {state}");
            return now == state;
        }, $"the sweep to be {state}");

    /// <summary>
    /// Stops processes of silos at a moment when each of them trains some of the sweep's trials, and tells which: these cannot
    /// end any more unless others take them over.
    /// </summary>
    public async Task<IReadOnlyList<TrialLease>> StopAtWorkAsync(params SiloProcess[] silos)
    {
        List<TrialLease> held = [];
        await Waits.UntilAsync(async () =>
        {
            SignalAll(SiloProcess.Stop);
            // What was under way to the database when they stopped may still get there.
            List<TrialLease> before;
            do
            {
                before = held;
                await Waits.AWhileAsync();
                held = (await LeasesAsync()).FindAll(lease => lease.Live && silos.Any(silo => IsOf(silo, lease.Owner)));
            }
            while (!held.SequenceEqual(before));
            if (silos.All(silo => held.Exists(lease => IsOf(silo, lease.Owner))))
                return true;
            SignalAll(SiloProcess.Continue);
            return false;
        }, "each of the silos to hold a trial");
        return held;

        void SignalAll(int signal)
        {
            foreach (var silo in silos)
                silo.Signal(signal);
        }
    }

    /// <summary>Waits until others have begun, or ended, what was held.</summary>
    public Task WhenTakenOverAsync(IReadOnlyList<TrialLease> held)
        => Waits.UntilAsync(async () =>
        {
            var rows = await RowsAsync();
            return held.All(lease => rows.Exists(row => row.Index == lease.Index && row.Owner != lease.Owner && row.Attempt > lease.Attempt));
        }, "others to take over what was held");

    /// <summary>Trials of the sweep in the record.</summary>
    public async Task<List<TrialRow>> RowsAsync()
    {
        var rows = new List<TrialRow>();
        await foreach (var row in record.ReadTrialsAsync(id))
            rows.Add(row);
        return rows;
    }

    /// <summary>How many trials have their result.</summary>
    public async Task<long> FinishedAsync() => (await record.CountAsync(id)).Finished;

    /// <summary>Trials that some silo holds.</summary>
    public async Task<int> LiveLeasesAsync() => (await LeasesAsync()).Count(lease => lease.Live);

    /// <summary>Results of the trials that a silo trained.</summary>
    public async Task<int> ResultsOfAsync(SiloProcess silo) => (await RowsAsync()).Count(row => IsOf(silo, row.Finished!.Worker));

    /// <summary>Checks that each trial has one result, and that all of them are those of an undisturbed run.</summary>
    public async Task AssertWholeAsync(StudiedSweep studied)
    {
        var rows = await RowsAsync();
        Assert.Equal(studied.Plan.Trials, rows.Count);
        using var digest = new SweepDigest();
        foreach (var row in rows)
        {
            Assert.NotNull(row.Finished);
            var epochs = new List<EpochReport>();
            await foreach (var epoch in record.ReadEpochsAsync(id, row.Index))
                epochs.Add(epoch.Epoch);
            Assert.Equal(CanonicalResult.Digest(epochs, row.Finished.Result), row.Finished.Digest);
            digest.Append(row.Index, row.Finished.Digest);
        }

        Assert.Equal(studied.Digest, digest.Current());
    }

    private static bool IsOf(SiloProcess silo, string owner) => owner.StartsWith(silo.InstancePrefix, StringComparison.Ordinal);

    private async Task<List<TrialLease>> LeasesAsync()
    {
        var leases = new List<TrialLease>();
        await foreach (var lease in record.ReadLeasesAsync(id))
            leases.Add(lease);
        return leases;
    }
}
