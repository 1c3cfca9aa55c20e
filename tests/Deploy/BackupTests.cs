using System.Text.Json;
using Sweep.Cluster.Tests.Fixture;
using Sweep.Deploy.Tests.Fixture;
using Sweep.Storage;
using Tool = Sweep.Deploy.Tests.Fixture.Tool;

namespace Sweep.Deploy.Tests;

/// <summary>The walk-through's own commands for backup and restore, on a real sweep's record. The digest is over all that a sweep found.</summary>
public sealed class BackupTests : IDisposable
{
    private const string ServersName = "postgres://sweep@db/sweep";
    private static readonly string Sweep = Path.Combine(AppContext.BaseDirectory, "sweep.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-backup-").FullName;

    private string Record => Path.Combine(_folder, "sweeps.db");

    [Fact]
    public async Task A_copy_of_SQLite_made_while_a_sweep_runs_has_what_was_done()
    {
        Tool.Need("sqlite3", always: true);
        var (id, digest) = await RunSweepAsync();
        var running = RunAsync("run", "examples/quickstart.yaml", "--store", Record, "--quiet");
        await ShellAsync(CommandOf("sqlite3").Replace("sweeps.db", Record, StringComparison.Ordinal).Replace("backup.db", Path.Combine(_folder, "backup.db"), StringComparison.Ordinal));
        await running;
        Assert.Equal(digest, await DigestAsync(id, Path.Combine(_folder, "backup.db")));
    }

    [Fact]
    public async Task A_dump_of_PostgreSQL_is_restored_into_an_empty_database_and_over_an_older_record()
    {
        var there = Directory.Exists("/usr/lib/postgresql");
        Assert.False(!there && Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL is missing, and CI installs it");
        Assert.SkipUnless(there, "PostgreSQL is not installed");
        await using var server = new LocalPostgres();
        await server.InitializeAsync();
        var (saved, empty) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        var (id, digest) = await RunSweepAsync();
        await CopyAsync(saved, id);
        Assert.Equal(digest, await DigestAsync(id, saved));

        var dump = Path.Combine(_folder, "record.dump");
        string Command(string program, string database) => CommandOf(program).Replace(ServersName, $"'{database}'", StringComparison.Ordinal).Replace("record.dump", dump, StringComparison.Ordinal);
        await ShellAsync(Command("pg_dump", saved));
        await ShellAsync(Command("pg_restore", empty));
        Assert.Equal(digest, await DigestAsync(id, empty));

        // What was added since the dump is gone once it is restored, and the rest is as it was.
        var (later, _) = await RunSweepAsync();
        await CopyAsync(saved, later);
        await ShellAsync(Command("pg_restore", saved));
        Assert.Equal(digest, await DigestAsync(id, saved));
        var (code, _, error) = await Tool.TryAsync("dotnet", "exec", Sweep, "show", later, "--store", saved);
        Assert.Equal(2, code);
        Assert.Contains(later, error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A command as the walk-through has it.</summary>
    private static string CommandOf(string program)
        => Assert.Single(Readme.Commands, command => command.StartsWith(program + " ", StringComparison.Ordinal));

    private static async Task ShellAsync(string command) => await Tool.RunAsync("bash", "-euc", command);

    private static async Task<string> RunAsync(params string[] words) => await Tool.RunAsync("dotnet", ["exec", Sweep, .. words]);

    private static async Task<string> DigestAsync(string id, string store)
    {
        using var shown = JsonDocument.Parse(await RunAsync("show", id, "--store", store, "--json"));
        return shown.RootElement.GetProperty("digest").GetString()!;
    }

    private async Task<(string Id, string Digest)> RunSweepAsync()
    {
        using var result = JsonDocument.Parse(await RunAsync("run", "examples/quickstart.yaml", "--store", Record, "--json", "--quiet"));
        return (result.RootElement.GetProperty("id").GetString()!, result.RootElement.GetProperty("digest").GetString()!);
    }

    /// <summary>Writes a sweep of the SQLite record into PostgreSQL as silos would, since this build trains into SQLite alone.</summary>
    private async Task CopyAsync(string url, string id)
    {
        await using var from = await StoreOpener.OpenAsync(Record, StoreAccess.ReadWrite, TimeProvider.System);
        await using var to = await StoreOpener.OpenAsync(url, StoreAccess.ReadWrite, TimeProvider.System);
        var sweep = (await from.FindAsync(id))!;
        Assert.True(await to.CreateAsync(sweep));
        await foreach (var trial in from.ReadTrialsAsync(id))
        {
            var claim = await to.ClaimAsync(id, trial.Index, "test", trial.ClaimedAt, TimeSpan.FromMinutes(1));
            Assert.Equal(ClaimOutcome.Claimed, claim.Outcome);
            var epochs = new List<Core.Results.EpochReport>();
            await foreach (var row in from.ReadEpochsAsync(id, trial.Index))
                epochs.Add(row.Epoch);
            Assert.True(await to.AppendEpochsAsync(id, trial.Index, claim.Attempt, epochs));
            Assert.True(await to.FinishAsync(id, trial.Index, claim.Attempt, trial.Finished!));
        }
    }
}
