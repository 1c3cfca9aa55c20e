using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Client.Running;

/// <summary>What a plan will cost.</summary>
/// <param name="Steps">Steps of all trials.</param>
/// <param name="Flops">Operations of all trials.</param>
/// <param name="LargestTrialBytes">Working memory of the largest trial.</param>
/// <param name="DataBytes">Memory of all data sets.</param>
/// <param name="FlopsPerSecond">Pace of one worker with the native engine, measured; null where no trial is trained by it.</param>
/// <param name="Engines">The engines that train.</param>
internal sealed record PlanCosts(double Steps, double Flops, long LargestTrialBytes, long DataBytes, double? FlopsPerSecond, IReadOnlySet<Engine> Engines)
{
    private const long CombinationsCounted = 20_000;
    private const int CombinationsMeasured = 5;
    private static readonly TimeSpan MeasuredTime = TimeSpan.FromMilliseconds(150);

    /// <summary>Adds up the costs of all combinations, or of an even sample where there are very many, and measures the pace.</summary>
    public static PlanCosts Estimate(SweepPlan plan, string folder, IDataProvider data, TimeProvider time, CancellationToken cancellation)
    {
        var sets = DataCheck.LoadAll(plan, folder, data);
        var counted = Math.Min(plan.Combinations, CombinationsCounted);
        var (steps, flops, largest) = (0.0, 0.0, 0L);
        var engines = new SortedSet<Engine>();
        var native = new List<TrialConfig>();
        for (var i = 0L; i < counted; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var config = plan.Combination(i * plan.Combinations / counted).Config;
            var cost = TrialCost.For(config, DataShape.Of(Load(config, plan, folder, data)));
            steps += cost.Steps;
            flops += cost.Flops;
            largest = Math.Max(largest, cost.WorkingBytes);
            engines.Add(config.Training.Engine);
            if (config.Training.Engine == Engine.Native)
                native.Add(config);
        }

        var scale = (double)plan.Trials / counted;
        return new(steps * scale, flops * scale, largest, sets.Sum(Bytes), native.Count > 0 ? Pace(plan, native, folder, data, time, cancellation) : null, engines);
    }

    /// <summary>What the expected time does not tell; null where it tells all.</summary>
    public string? Caution => (Engines.Contains(Engine.Torch), FlopsPerSecond) switch
    {
        (false, _) => null,
        (_, null) => "only the native engine's pace is measured here, so no time is expected of engine torch",
        _ => "only the native engine's pace is measured here; the expected time takes engine torch to be as fast",
    };

    private static double Pace(SweepPlan plan, List<TrialConfig> configs, string folder, IDataProvider data, TimeProvider time, CancellationToken cancellation)
    {
        var (flops, seconds) = (0.0, 0.0);
        var measured = Math.Min(configs.Count, CombinationsMeasured);
        for (var i = 0; i < measured; i++)
        {
            var config = configs[(int)((long)i * configs.Count / measured)];
            var prepared = Load(config, plan, folder, data);
            var trainer = new NativeTrainer();
            var epoch = TrialCost.For(config, DataShape.Of(prepared)).Flops / config.Training.Epochs;

            // The first training warms the code up and is not timed.
            Train(trainer, config, prepared, plan, TimeSpan.Zero, time, cancellation);
            var (epochs, elapsed) = Train(trainer, config, prepared, plan, MeasuredTime, time, cancellation);
            flops += epochs * epoch;
            seconds += elapsed.TotalSeconds;
        }

        return flops / seconds;
    }

    private static (int Epochs, TimeSpan Elapsed) Train(
        NativeTrainer trainer, TrialConfig config, PreparedData data, SweepPlan plan, TimeSpan atLeast, TimeProvider time, CancellationToken cancellation)
    {
        using var run = trainer.Start(config, data, RandomKey.For(plan.Spec.Seed, 0));
        var start = time.GetTimestamp();
        var epochs = 0;
        while (run.NextEpoch(cancellation))
        {
            epochs++;
            if (time.GetElapsedTime(start) >= atLeast)
                break;
        }

        return (epochs, time.GetElapsedTime(start));
    }

    private static PreparedData Load(TrialConfig config, SweepPlan plan, string folder, IDataProvider data)
        => data.Load(config.Dataset, RandomKey.For(plan.Spec.Seed, 0), folder);

    private static long Bytes(PreparedData data)
        => new[] { data.Train, data.Validation, data.Test }.Sum(set => 4L * (set.Inputs.Length + set.Labels.Length + set.Targets.Length));
}
