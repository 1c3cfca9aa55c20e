using Npgsql;

namespace Sweep.Storage.Postgres;

/// <summary>Opens connections to a record's server: pooled ones to read, and single ones to write.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private const int Readers = 8;

    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _writers;

    /// <param name="address">The server.</param>
    /// <param name="passwordFile">File that holds the password; read at each connect, so that it may be exchanged meanwhile.</param>
    public PostgresConnections(PostgresAddress address, string? passwordFile)
    {
        Address = address;
        _readers = Build(address, passwordFile, settings => settings.MaxPoolSize = Readers);
        _writers = Build(address, passwordFile, settings => settings.Pooling = false);
    }

    public PostgresAddress Address { get; }

    /// <summary>A connection that goes back to the pool.</summary>
    public ValueTask<NpgsqlConnection> ReaderAsync(CancellationToken cancellation) => _readers.OpenConnectionAsync(cancellation);

    /// <summary>A connection of its own, which ends when it is closed.</summary>
    public ValueTask<NpgsqlConnection> WriterAsync(CancellationToken cancellation) => _writers.OpenConnectionAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _writers.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Build(PostgresAddress address, string? passwordFile, Action<NpgsqlConnectionStringBuilder> configure)
    {
        var builder = new NpgsqlDataSourceBuilder(address.Settings.ConnectionString);
        configure(builder.ConnectionStringBuilder);
        if (passwordFile is not null && string.IsNullOrEmpty(address.Settings.Password))
            builder.UsePasswordProvider(_ => Read(File.ReadAllText(passwordFile)), async (_, cancellation) => Read(await File.ReadAllTextAsync(passwordFile, cancellation).ConfigureAwait(false)));
        return address.Settings.Host!.Contains(',', StringComparison.Ordinal) ? builder.BuildMultiHost() : builder.Build();
    }

    private static string Read(string text) => text.TrimEnd('\r', '\n');
}
