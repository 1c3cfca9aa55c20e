namespace Sweep.Storage.Tests.Postgres;

internal static class Record
{
    /// <summary>The schema that a record's URL names.</summary>
    public static string SchemaOf(string url) => url[(url.LastIndexOf("schema=", StringComparison.Ordinal) + "schema=".Length)..];

    public static Task<PostgresSweepStore> OpenAsync(string url, StoreAccess access = StoreAccess.ReadWrite)
        => PostgresSweepStore.OpenAsync(url, access, TimeProvider.System);
}
