using Npgsql;
using Sweep.Storage.Postgres;

namespace Sweep.Storage;

/// <summary>Gives others that keep tables beside the record what they connect with.</summary>
public static class PostgresConnectionString
{
    /// <summary>Npgsql's connection string for the record's database, with the record's schema as the first one. It may hold a password.</summary>
    /// <param name="url">The record, as <see cref="PostgresSweepStore.OpenAsync(string, StoreAccess, TimeProvider, Microsoft.Extensions.Logging.ILogger?, CancellationToken)"/> takes it.</param>
    /// <exception cref="Core.Specs.InvalidInputException">The URL is none.</exception>
    /// <exception cref="StoreException">The password's file cannot be read.</exception>
    public static string Of(string url)
    {
        var address = PostgresUrl.Parse(url);
        var settings = new NpgsqlConnectionStringBuilder(address.Settings.ConnectionString) { SearchPath = address.Schema };
        if (string.IsNullOrEmpty(settings.Password) && Environment.GetEnvironmentVariable(StoreOpener.PasswordFileVariable) is { Length: > 0 } file)
            settings.Password = Read(file);
        return settings.ConnectionString;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the password's file cannot be read: {exception.Message}", exception);
        }
    }
}
