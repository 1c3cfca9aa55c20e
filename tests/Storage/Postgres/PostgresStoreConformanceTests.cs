using Dapper;

[assembly: AssemblyFixture(typeof(Sweep.Storage.Tests.Postgres.PostgresServer))]

namespace Sweep.Storage.Tests.Postgres;

public sealed class PostgresStoreConformanceTests(PostgresServer server) : StoreConformance
{
    private string _url = "";

    protected override int ModelRuns => 60;

    protected override async Task<ISweepStore> OpenAsync()
    {
        _url = await server.NewRecordAsync();
        return await PostgresSweepStore.OpenAsync(_url, StoreAccess.ReadWrite, TimeProvider.System);
    }

    /// <summary>Leases go by the server's clock, which nobody can steer.</summary>
    protected override async Task PassAsync(TimeSpan span)
    {
        await using var connection = await server.ConnectAsync();
        await connection.ExecuteAsync($"UPDATE {Record.SchemaOf(_url)}.trials SET leased_until = leased_until - @span", new { span });
    }
}
