using System.Globalization;

namespace Sweep.Storage.Tests.Postgres;

/// <summary>A record with a sweep <c>s</c>, behind a <see cref="LossyWire"/>.</summary>
internal sealed class LossyRecord : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly LossyWire _wire;

    private LossyRecord(LossyWire wire, PostgresSweepStore store, string schema) => (_wire, Store, Schema) = (wire, store, schema);

    public PostgresSweepStore Store { get; }

    public string Schema { get; }

    public static async Task<LossyRecord> OpenAsync(PostgresServer server)
    {
        var schema = PostgresRecord.SchemaOf(await server.NewRecordAsync());
        var wire = new LossyWire(await server.FolderAsync());
        var store = await PostgresRecord.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@/postgres?host={wire.Folder}&schema={schema}"));
        await store.CreateAsync(Sample.Sweep("s"));
        return new LossyRecord(wire, store, schema);
    }

    /// <summary>Makes a write whose (first) commit is lost.</summary>
    public async Task<T> LosingAsync<T>(Loss loss, Func<Task<T>> write)
    {
        var before = _wire.Losses;
        _wire.LoseNext(loss);
        var answer = await write().WaitAsync(Patience);
        Assert.Equal(before + 1, _wire.Losses);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _wire.DisposeAsync();
    }
}
