namespace Sweep.Storage.Tests;

public sealed class MemoryStoreTests : StoreConformance
{
    private readonly ManualTime _time = new(Sample.Time);

    protected override Task<ISweepStore> OpenAsync() => Task.FromResult<ISweepStore>(new MemorySweepStore(_time));

    protected override Task PassAsync(TimeSpan span)
    {
        _time.Pass(span);
        return Task.CompletedTask;
    }

    [Fact]
    public void Every_task_is_complete_when_it_is_returned()
        => Assert.True(Store.ClaimAsync("s", 1, "o", Sample.Time).IsCompleted);
}
