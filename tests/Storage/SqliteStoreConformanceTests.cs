namespace Sweep.Storage.Tests;

public sealed class SqliteStoreConformanceTests : StoreConformance
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Sample.Time);

    protected override async Task<ISweepStore> OpenAsync()
        => await SqliteSweepStore.OpenAsync(_folder.File("sweeps.db"), StoreAccess.ReadWrite, _time);

    protected override Task PassAsync(TimeSpan span)
    {
        _time.Pass(span);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
