using System.Diagnostics;
using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>Silos on one database, with a sweep submitted by the command.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-cluster-").FullName;
    private readonly List<SiloProcess> _silos = [];
    private readonly string _store;
    private readonly ISweepStore _record;

    private TestCluster(string store, ISweepStore record) => (_store, _record) = (store, record);

    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>The id of the submitted sweep.</summary>
    public string Sweep { get; private set; } = "";

    public static async Task<TestCluster> StartAsync(LocalPostgres postgres, int silos)
    {
        var store = await postgres.CreateDatabaseAsync();
        var record = await PostgresSweepStore.OpenAsync(store, StoreAccess.ReadWrite, TimeProvider.System);
        var cluster = new TestCluster(store, record);
        try
        {
            for (var i = 0; i < silos; i++)
                cluster.Add();
            foreach (var silo in cluster.Silos)
                await silo.WhenReadyAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo.</summary>
    public SiloProcess Add()
    {
        var silo = SiloProcess.Start(_store);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Submits the studied sweep and leaves it running.</summary>
    public async Task SubmitAsync()
    {
        Sweep = (await Command("run", await WriteSpecAsync(), "--cluster", _store, "--detach")).Trim();
    }

    /// <summary>Submits the studied sweep to one silo over HTTP.</summary>
    public async Task SubmitToAsync(SiloProcess silo)
        => Sweep = (await Command("submit", await WriteSpecAsync(), "--server", silo.Server)).Trim();

    /// <summary>Asks something of the sweep over HTTP, at any silo, and gives the JSON that the command prints.</summary>
    public Task<string> AskAsync(SiloProcess silo, string what, params string[] options)
        => Command([what, Sweep, "--server", silo.Server, "--json", .. options]);

    /// <summary>Runs the <c>sweep</c> command and gives its output.</summary>
    public static Task<string> Command(params string[] arguments)
        => Tool.RunAsync("dotnet", ["exec", Programs.Sweep, .. arguments]);

    /// <summary>Watches the sweep by the command until it ends, and gives the JSON it prints.</summary>
    public Task<string> WatchAsync() => Command("watch", Sweep, "--cluster", _store, "--json", "--quiet");

    public Task WhenFinishedAsync(long trials)
        => Waits.UntilAsync(async () => (await _record.CountAsync(Sweep)).Finished >= trials, $"{trials} results");

    public Task WhenEndedAsync(SweepState state = SweepState.Finished)
        => Waits.UntilAsync(async () => (await _record.FindAsync(Sweep))!.State == state, $"the sweep to be {state}");

    /// <summary>Asks in the record for an end of the sweep, as another process would.</summary>
    public Task CancelAsync() => _record.RequestAsync(Sweep, SweepRequest.Cancel, TimeProvider.System.GetUtcNow());

    /// <summary>Trials of the sweep in the record.</summary>
    public async Task<List<TrialRow>> RowsAsync()
    {
        var rows = new List<TrialRow>();
        await foreach (var row in _record.ReadTrialsAsync(Sweep))
            rows.Add(row);
        return rows;
    }

    /// <summary>Trials that some silo holds.</summary>
    public async Task<int> LiveLeasesAsync()
    {
        var live = 0;
        await foreach (var lease in _record.ReadLeasesAsync(Sweep))
            live += lease.Live ? 1 : 0;
        return live;
    }

    /// <summary>Results by the silo that trained them.</summary>
    public async Task<int> ResultsOfAsync(SiloProcess silo)
        => (await RowsAsync()).Count(row => row.Finished!.Worker.StartsWith(silo.InstancePrefix, StringComparison.Ordinal));

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
            await foreach (var epoch in _record.ReadEpochsAsync(Sweep, row.Index))
                epochs.Add(epoch.Epoch);
            Assert.Equal(CanonicalResult.Digest(epochs, row.Finished.Result), row.Finished.Digest);
            digest.Append(row.Index, row.Finished.Digest);
        }

        Assert.Equal(studied.Digest, digest.Current());
    }

    private async Task<string> WriteSpecAsync()
    {
        var spec = Path.Combine(_folder, "studied.yaml");
        await File.WriteAllTextAsync(spec, StudiedSweep.Yaml);
        return spec;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            silo.Dispose();
        await _record.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
