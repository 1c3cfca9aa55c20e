namespace Sweep.Reporting.Tests;

public sealed class TelemetryReaderTests
{
    [Fact]
    public async Task Epochs_go_to_their_trials_and_those_of_unlisted_trials_are_passed_over()
    {
        // While a sweep runs, the two readings can differ: trials 1 and 4 were claimed after the trials were read.
        var store = Recorded.Store(5);
        foreach (var (index, epochs) in new[] { (0, 2), (1, 1), (2, 0), (3, 1), (4, 1) })
            store.Add(index, null, SmallSweep.Epochs(1, 1)[..epochs]);
        var read = new List<(long, int)>();
        await foreach (var trial in TelemetryReader.ReadAsync(LaggingStore.Of(store, 1, 4), Recorded.Id))
            read.Add((trial.Trial.Index, trial.Epochs.Count));

        Assert.Equal([(0L, 2), (2L, 0), (3L, 1)], read);
    }
}
