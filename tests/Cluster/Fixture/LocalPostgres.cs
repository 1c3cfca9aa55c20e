namespace Sweep.Cluster.Tests.Fixture;

/// <summary>A PostgreSQL of the tests' own, behind a socket in a folder of its own. Root starts it as Debian's user for it.</summary>
public sealed class LocalPostgres : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-pg-").FullName;
    private readonly string _bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
    private int _databases;

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await Tool.RunAsync("chown", "postgres", _folder);
        await RunAsync("initdb", "-D", Data, "-U", "sweep", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await StartAsync();
    }

    /// <summary>Makes an empty database and gives its address.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"sweep{Interlocked.Increment(ref _databases)}";
        await RunAsync("createdb", "-h", _folder, "-U", "sweep", name);
        return $"postgres://sweep@/{name}?host={Uri.EscapeDataString(_folder)}";
    }

    public Task StartAsync()
        => RunAsync("pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-c listen_addresses= -c unix_socket_directories='{_folder}' -c max_connections=300", "start");

    /// <summary>Ends the server as a crash would: without a checkpoint, all connections cut.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<string> RunAsync(string program, params string[] arguments)
        => Environment.IsPrivilegedProcess
            ? Tool.RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_bin, program), .. arguments])
            : Tool.RunAsync(Path.Combine(_bin, program), arguments);
}
