using Sweep.Core.Configuration;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Running;
using static TorchSharp.torch;

namespace Sweep.Torch.Tests;

/// <summary>One training by both engines.</summary>
internal sealed class Compared(Trained native, Trained torch)
{
    public const int Steps = 50;

    public Trained Native => native;

    public Trained Torch => torch;

    /// <summary>
    /// Greatest relative deviation of a step's loss. A loss below 1 % of the first step's counts as that large: its digits are
    /// differences of numbers that large.
    /// </summary>
    public double LossDeviation => native.Losses.Zip(torch.Losses).Max(pair => Deviation(pair.First, pair.Second, 0.01 * native.Losses[0]));

    public static Compared Of(string name)
    {
        var (config, data) = Battery.Of(name);
        return Of(ForFiftySteps(config, data), data);
    }

    public static Compared Of(TrialConfig config, PreparedData data)
        => new(
            Trained.By(TrainingRun.Start(config, data, new RandomDraws(Battery.Key), new ArenaPool())),
            Trained.By(TorchRun.Start(config, data, new RandomDraws(Battery.Key), CPU)));

    /// <summary>The same training with as many epochs as fifty steps take.</summary>
    public static TrialConfig ForFiftySteps(TrialConfig config, PreparedData data)
    {
        var batch = config.Training.BatchSize.For(data.Train.Rows);
        var stepsPerEpoch = (data.Train.Rows + batch - 1) / batch;
        return config with { Training = config.Training with { Epochs = Math.Max(config.Training.Epochs, (Steps + stepsPerEpoch - 1) / stepsPerEpoch) } };
    }

    public static double Deviation(double expected, double actual, double least)
        => expected.Equals(actual) ? 0 : Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), least);
}
