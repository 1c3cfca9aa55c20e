using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Sweep.Storage.Tests.Postgres;

/// <summary>
/// A private PostgreSQL server for all tests of this assembly: in a folder of its own, on a socket in that folder, started by the first
/// test that needs it and stopped at the end.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1);
    private Task<string>? _started;
    private string? _folder;
    private int _schemas;

    /// <summary>Where the tools of the server are: on the path, or where Debian keeps them.</summary>
    private static string? Tools { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [])
        .FirstOrDefault(d => d.Length > 0 && File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>URL of a record that nobody used yet.</summary>
    public async Task<string> NewRecordAsync()
    {
        var folder = await StartedAsync();
        return string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@/postgres?host={folder}&schema=t{Interlocked.Increment(ref _schemas)}");
    }

    /// <summary>A connection of the test's own.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string user = "postgres")
    {
        var connection = new NpgsqlConnection($"Host={await StartedAsync()};Username={user};Database=postgres;Pooling=false;Timeout=10");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Crashes the server and starts it again: it comes back by its write-ahead log.</summary>
    public Task CrashAsync() => ControlAsync("restart", "-m", "immediate");

    /// <summary>Ends the server, without regard for whoever is connected.</summary>
    public Task StopAsync() => ControlAsync("stop", "-m", "immediate");

    /// <summary>Starts the server that was stopped.</summary>
    public Task StartAsync() => ControlAsync("start");

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid")))
                await StopAsync();
            Directory.Delete(_folder, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task<string> StartedAsync()
    {
        if (Tools is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL is not installed (Debian: apt-get install postgresql); with CI=true this fails instead");
            throw new InvalidOperationException("PostgreSQL is not installed: neither initdb nor pg_ctl was found.");
        }

        await _gate.WaitAsync();
        try
        {
            return await (_started ??= CreateAsync());
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> CreateAsync()
    {
        // Short, because the path of a socket may have 107 bytes at most.
        var folder = Directory.CreateTempSubdirectory("sweep-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        _folder = folder;
        await ToolAsync("initdb", "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        // A crash of the server loses nothing that the system holds, so the tests need not wait for the disk.
        await AppendAsync(Path.Combine(folder, "data", "postgresql.conf"), $"""

            listen_addresses = ''
            unix_socket_directories = '{folder}'
            fsync = off
            max_connections = 200
            """);
        await ControlAsync("start");
        return folder;
    }

    private Task ControlAsync(string command, params string[] arguments)
        => ToolAsync("pg_ctl", [command, "-D", Path.Combine(_folder!, "data"), "-w", "-t", "60", "-l", Path.Combine(_folder!, "log"), .. arguments]);

    /// <summary>Adds to a file that belongs to the server's user, with its rights.</summary>
    private static Task AppendAsync(string path, string text) => File.AppendAllTextAsync(path, text + "\n");

    private static Task ToolAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(Tools!, tool);
        // The server refuses to run as root.
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // What the server inherits must not be a pipe that is read here: it would never end.
        var log = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > \"$0\" 2>&1 < /dev/null", log, program, .. arguments]) { WorkingDirectory = Path.GetTempPath() };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync().WaitAsync(Patience);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(log)}");
        }
        finally
        {
            File.Delete(log);
        }
    }
}
