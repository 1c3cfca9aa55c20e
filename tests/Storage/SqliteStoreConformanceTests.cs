namespace Sweep.Storage.Tests;

public sealed class SqliteStoreConformanceTests : StoreConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override async Task<ISweepStore> OpenAsync()
        => await SqliteSweepStore.OpenAsync(_folder.File("sweeps.db"), StoreAccess.ReadWrite, TimeProvider.System);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
