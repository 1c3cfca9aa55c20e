namespace Sweep.Storage.Sqlite;

/// <summary>One step of the schema.</summary>
/// <param name="Version">Version that it leads to, from 1.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Sql);
