using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>What the battery meets, and what its bits do not depend on.</summary>
public sealed class BatteryTests
{
    private static readonly TrialConfig[] Configs = [.. Battery.Names.Select(name => Battery.Of(name).Config)];

    [Theory]
    [InlineData(typeof(Activation))]
    [InlineData(typeof(Initialisation))]
    [InlineData(typeof(Normalisation))]
    [InlineData(typeof(Optimizer))]
    [InlineData(typeof(Schedule))]
    [InlineData(typeof(Clip))]
    [InlineData(typeof(Loss))]
    [InlineData(typeof(EarlyStopping))]
    public void The_battery_meets_every_option(Type choice)
    {
        var options = choice.GetNestedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(choice)).ToHashSet();
        var met = Configs.SelectMany<TrialConfig, object>(config =>
        [
            config.Model.Activation, config.Model.Init, config.Model.BiasInit, config.Model.Normalization, config.Training.Optimizer,
            config.Training.Schedule, config.Training.Clip, config.Training.Loss, config.Training.EarlyStopping,
        ]).Select(option => option.GetType()).ToHashSet();
        Assert.Empty(options.Except(met));
    }

    [Theory]
    [InlineData("residual links", 4)]
    [InlineData("penalties and decay", 4)]
    [InlineData("every augmentation", 7)]
    [InlineData("every dropout", 3)]
    [InlineData("every probe", 5)]
    [InlineData("limits", 4)]
    public void The_battery_meets_every_number_that_switches_something(string group, int numbers)
    {
        Func<TrialConfig, double>[] switches = group switch
        {
            "residual links" => [c => c.Model.Residual, c => c.Model.Layers.Count, c => c.Training.WarmupSteps, c => c.Training.LabelSmoothing],
            "penalties and decay" => [c => c.Training.L1, c => c.Training.L2, c => c.Training.WeightDecay ?? 0, c => (double)c.Training.Penalize],
            "every augmentation" => [c => c.Training.Augmentation.Noise, c => c.Training.Augmentation.FeatureDropout, c => c.Training.Augmentation.Mixup, c => c.Training.Augmentation.Shift, c => c.Training.Augmentation.Rotate, c => c.Training.Augmentation.Scale, c => c.Training.Augmentation.Cutout],
            "every dropout" => [c => c.Model.Dropout, c => c.Model.AlphaDropout, c => c.Model.InputDropout],
            "every probe" => [c => c.Probes.Gradients, c => c.Probes.Histogram, c => c.Probes.Weights, c => c.Probes.Activations, c => c.Probes.Jacobian],
            _ => [c => c.Training.MaxNorm, c => c.Training.MaxSteps, c => c.Training.BatchSize.IsFull ? 1 : 0, c => c.Training.BatchSize.Samples == 1 ? 1 : 0],
        };
        Assert.Equal(numbers, switches.Length);
        Assert.All(switches, number => Assert.Contains(Configs, config => number(config) > 0));
    }

    // One trainer keeps memory of trainings that are over, among them such that ended in NaN, for the next ones.
    [Fact]
    public void Bits_do_not_depend_on_what_the_same_trainer_trains_before_and_beside()
    {
        var trainer = new NativeTrainer();
        var waiting = new Queue<string>(Battery.Names.Reverse());
        var running = new List<(string Name, ITrainingRun Run, List<EpochReport> Reports)>();
        while (waiting.Count + running.Count > 0)
        {
            while (running.Count < 5 && waiting.TryDequeue(out var next))
            {
                var (config, data) = Battery.Of(next);
                running.Add((next, trainer.Start(config, data, Battery.Key), []));
            }

            foreach (var (name, run, reports) in running.ToArray())
            {
                if (run.NextEpoch(TestContext.Current.CancellationToken))
                {
                    reports.Add(run.Report);
                    continue;
                }

                Assert.Equal((name, Battery.Digest(name)), (name, Battery.Digest(reports, run.Finish())));
                run.Dispose();
                running.RemoveAll(one => one.Name == name);
            }
        }
    }
}
