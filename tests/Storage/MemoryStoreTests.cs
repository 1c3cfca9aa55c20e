namespace Sweep.Storage.Tests;

public sealed class MemoryStoreTests : StoreConformance
{
    protected override Task<ISweepStore> OpenAsync() => Task.FromResult<ISweepStore>(new MemorySweepStore());

    [Fact]
    public void Every_task_is_complete_when_it_is_returned()
        => Assert.True(Store.ClaimAsync("s", 1, "o", Sample.Time).IsCompleted);
}
