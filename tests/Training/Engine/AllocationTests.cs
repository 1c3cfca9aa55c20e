using Sweep.Core.Configuration;

namespace Sweep.Training.Tests.Engine;

public sealed class AllocationTests
{
    // An epoch allocates its report, whatever its steps are: an epoch of ten times the steps must not allocate more.
    [Theory]
    [InlineData("dropout")]
    [InlineData("both dropouts")]
    [InlineData("regression")]
    [InlineData("augmentation")]
    [InlineData("max norm")]
    [InlineData("projections")]
    [InlineData("clip Adaptive { Factor = 0.01, Epsilon = 0.001 }")]
    [InlineData("clip Value { Limit = 0.01 }")]
    public void Steps_allocate_nothing(string name)
        => Assert.Equal(BytesOfAnEpoch(name, 50), BytesOfAnEpoch(name, 5));

    private static long BytesOfAnEpoch(string name, int batch)
    {
        var (config, data) = Battery.Of(name);
        config = config with { Training = config.Training with { Epochs = 12, BatchSize = new BatchSize(batch) } };
        using var run = new NativeTrainer().Start(config, data, Battery.Key);
        // Until the code is compiled for good, the runtime may allocate on the training's thread.
        for (var epoch = 0; epoch < 10; epoch++)
            Assert.True(run.NextEpoch());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(run.NextEpoch());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
