using Sweep.Core.Configuration;
using Sweep.Training.Data;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>An epoch may allocate its report; its steps allocate nothing.</summary>
public sealed class StepAllocationTests
{
    private const int Rows = 1000;

    // 990 steps that each allocated the smallest object would allocate 23,760 bytes.
    private const int Slack = 4096;

    public static TheoryData<string> Cases => [.. Battery.Names.Where(name => name != "divergence")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_epoch_of_1000_steps_allocates_no_more_than_one_of_10(string name)
    {
        var few = BytesOfAnEpoch(name, Rows / 10);
        Assert.InRange(BytesOfAnEpoch(name, 1), 0, few + Slack);
        Assert.InRange(few, 1, 64 << 10);
    }

    private static long BytesOfAnEpoch(string name, int batch)
    {
        var (config, data) = Battery.Of(name);
        config = config with
        {
            Training = config.Training with
            {
                Epochs = 10,
                MaxSteps = 0,
                BatchSize = new BatchSize(batch),
                EarlyStopping = config.Training.EarlyStopping is EarlyStopping.Patience patience ? patience with { Epochs = 10 } : new EarlyStopping.None(),
                // Steps of one sample must not let the weights run away.
                Optimizer = config.Training.Optimizer with { LearningRate = 1e-5 },
            },
        };
        using var run = new NativeTrainer().Start(config, Repeat(data), Battery.Key);
        Assert.True(run.NextEpoch(TestContext.Current.CancellationToken));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(run.NextEpoch(TestContext.Current.CancellationToken));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(2 * (Rows / batch), run.Report.Steps);
        return bytes;
    }

    private static PreparedData Repeat(PreparedData data)
    {
        var (train, features) = (data.Train, data.Features);
        T[] Tile<T>(T[] values, int each) => values.Length == 0 ? [] : [.. Enumerable.Range(0, Rows * each).Select(i => values[i % values.Length])];
        return new PreparedData
        {
            Name = data.Name,
            Task = data.Task,
            Features = features,
            Classes = data.Classes,
            Image = data.Image,
            Train = new SampleSet(Rows, Tile(train.Inputs, features), Tile(train.Labels, 1), Tile(train.Targets, 1)),
            Validation = data.Validation,
            Test = data.Test,
            Hash = data.Hash,
        };
    }
}
