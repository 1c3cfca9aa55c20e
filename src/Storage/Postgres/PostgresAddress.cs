using Npgsql;

namespace Sweep.Storage.Postgres;

/// <summary>Where a record on a PostgreSQL server is.</summary>
/// <param name="Settings">How to connect. May hold a password: for Npgsql alone, never for people.</param>
/// <param name="Schema">Schema that holds the record.</param>
/// <param name="Display">The address for people, without a password.</param>
internal sealed record PostgresAddress(NpgsqlConnectionStringBuilder Settings, string Schema, string Display)
{
    /// <summary>Schema unless another is named.</summary>
    public const string DefaultSchema = "sweep";

    /// <summary>The address for people.</summary>
    public override string ToString() => Display;
}
