using Npgsql;
using Sweep.Storage;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>Silos on one database. Tests of a class share them: what one has done to silos, the next makes good.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-cluster-").FullName;
    private readonly List<SiloProcess> _silos = [];
    private PostgresSweepStore? _record;

    internal LocalPostgres Postgres { get; } = new();

    /// <summary>Address of the database.</summary>
    internal string Store { get; private set; } = "";

    internal IReadOnlyList<SiloProcess> Silos => _silos;

    public async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        Store = await Postgres.CreateDatabaseAsync();
        _record = await PostgresSweepStore.OpenAsync(Store, StoreAccess.ReadWrite, TimeProvider.System);
    }

    /// <summary>
    /// Sees to it that so many silos are ready and no others: starts those that are missing, as whoever supervises silos would,
    /// and has others leave.
    /// </summary>
    internal async Task HaveAsync(int silos)
    {
        foreach (var spare in _silos.Where(silo => silo.Runs).Skip(silos).ToList())
        {
            spare.Signal(SiloProcess.Terminate);
            await spare.EndAsync(TimeSpan.FromMinutes(2));
        }

        do
        {
            foreach (var gone in _silos.Where(silo => !silo.Runs).ToList())
            {
                _silos.Remove(gone);
                gone.Dispose();
            }

            while (_silos.Count < silos)
                Add();
        }
        while ((await Task.WhenAll(_silos.Select(silo => silo.JoinsAsync()))).Contains(false));
    }

    /// <summary>Starts one more silo, which need not be ready yet.</summary>
    internal SiloProcess Add(SiloPorts? ports = null)
    {
        var silo = SiloProcess.Start(Store, ports);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Waits until a silo that has been started is about to join: it has a row in the table of members.</summary>
    internal Task WhenJoiningAsync(SiloProcess silo)
        => Waits.UntilAsync(async () =>
        {
            await using var source = NpgsqlDataSource.Create(PostgresConnectionString.Of(Store));
            await using var command = source.CreateCommand("SELECT EXISTS (SELECT 1 FROM orleansmembershiptable WHERE port = $1)");
            command.Parameters.Add(new() { Value = silo.Ports.Silo });
            return await command.ExecuteScalarAsync() is true;
        }, "the silo to begin to join");

    /// <summary>Submits the studied sweep to a silo.</summary>
    internal async Task<StudiedRun> SubmitAsync(SiloProcess silo) => RunOf(await silo.SubmitAsync(StudiedSweep.Yaml));

    /// <summary>Submits the studied sweep by the command, which leaves it running.</summary>
    internal async Task<StudiedRun> SubmitByCommandAsync()
    {
        var spec = Path.Combine(_folder, "studied.yaml");
        await File.WriteAllTextAsync(spec, StudiedSweep.Yaml);
        return RunOf((await Command("run", spec, "--cluster", Store, "--detach")).Trim());
    }

    /// <summary>Runs the <c>sweep</c> command and gives its output.</summary>
    internal static Task<string> Command(params string[] arguments)
        => Tool.RunAsync("dotnet", ["exec", Programs.Sweep, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            silo.Dispose();
        if (_record is not null)
            await _record.DisposeAsync();
        await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private StudiedRun RunOf(string sweep) => new(_record!, sweep);
}
