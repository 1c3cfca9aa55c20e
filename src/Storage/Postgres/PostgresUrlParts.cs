using System.Globalization;
using Npgsql;
using Sweep.Core.Specs;

namespace Sweep.Storage.Postgres;

/// <summary>What a URL has said so far.</summary>
internal sealed class PostgresUrlParts
{
    private const int MaxSchemaLength = 63;

    public NpgsqlConnectionStringBuilder Settings { get; } = new()
    {
        ApplicationName = "sweep",
        Timezone = "UTC",
        Timeout = 10,
        CommandTimeout = 30,
        CancellationTimeout = 2000,
        GssEncryptionMode = GssEncryptionMode.Disable,
        MaxAutoPrepare = 40,
        Enlist = false,
    };

    public string Hosts { get; set; } = "localhost";

    public string Schema { get; set; } = PostgresAddress.DefaultSchema;

    public PostgresAddress ToAddress()
    {
        if (!IsPlainName(Schema))
        {
            throw new InvalidInputException(
                $"schema in the URL of the record is '{Schema}'; allowed: 1 to {MaxSchemaLength} lower-case letters, digits and '_', with a letter first");
        }

        Settings.SearchPath = Schema;
        Settings.Host = Hosts;
        if (!Hosts.StartsWith('/'))
            (Settings.TcpKeepAlive, Settings.TcpKeepAliveTime, Settings.TcpKeepAliveInterval) = (true, 15, 5);
        // Of several servers, one that only follows would refuse every write.
        if (Hosts.Contains(',', StringComparison.Ordinal) && string.IsNullOrEmpty(Settings.TargetSessionAttributes))
            Settings.TargetSessionAttributes = "primary";
        return new PostgresAddress(Settings, Schema, Display());
    }

    private string Display()
    {
        var isFolder = Hosts.StartsWith('/');
        var user = string.IsNullOrEmpty(Settings.Username) ? "" : Settings.Username + "@";
        var port = Settings.Port == NpgsqlConnection.DefaultPort || isFolder ? "" : string.Create(CultureInfo.InvariantCulture, $":{Settings.Port}");
        var schema = Schema == PostgresAddress.DefaultSchema ? "" : $"?schema={Schema}";
        return $"postgres://{user}{(isFolder ? "" : Hosts)}{port}/{Settings.Database}{(isFolder ? $"{(schema.Length == 0 ? "?" : schema + "&")}host={Hosts}" : schema)}";
    }

    /// <summary>Whether a name needs no quotes, so that it may stand in a search path as it is.</summary>
    private static bool IsPlainName(string name)
        => name.Length is > 0 and <= MaxSchemaLength
            && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            && !name.StartsWith("pg_", StringComparison.Ordinal);
}
