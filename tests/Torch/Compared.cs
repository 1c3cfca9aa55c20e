using Sweep.Core.Configuration;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Running;
using static TorchSharp.torch;

namespace Sweep.Torch.Tests;

/// <summary>One training by both engines.</summary>
internal sealed class Compared(Trained native, Trained torch)
{
    public Trained Native => native;

    public Trained Torch => torch;

    /// <summary>
    /// Greatest relative deviation of a step's loss. A loss below 1 % of the first step's counts as that large: its digits are
    /// differences of numbers that large.
    /// </summary>
    public double LossDeviation => native.Losses.Zip(torch.Losses).Max(pair => Deviation(pair.First, pair.Second, 0.01 * native.Losses[0]));

    public static Compared Of(TrialConfig config, PreparedData data)
        => new(
            Trained.By(TrainingRun.Start(config, data, new RandomDraws(Battery.Key), new ArenaPool())),
            Trained.By(TorchRun.Start(config, data, new RandomDraws(Battery.Key), CPU)));

    public static double Deviation(double expected, double actual, double least)
        => expected.Equals(actual) ? 0 : Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), least);
}
