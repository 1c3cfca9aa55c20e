using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Testing;

/// <summary>
/// A record of ten thousand trials that were never trained: their numbers follow from their levels and from chance, with
/// trials that vanish, overfit, end early and diverge among them.
/// </summary>
internal static class SyntheticSweep
{
    public const string Id = "synthetic-000000";

    private const string Yaml = """
        name: synthetic
        dataset: digits
        model: {hidden: [64, 64, 64]}
        training: {epochs: 20, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu, leaky_relu, elu]
          init: [xavier_uniform, he_normal, {normal: 0.01}, {normal: 0.5}, lecun_normal]
          dropout: [0, 0.1, 0.3, 0.5]
          l2: [0, 1e-5, 1e-4, 1e-3, 1e-2]
          clip: [none, {norm: 1.0}, {value: 0.1}, {adaptive: 0.01}]
        replicates: 5
        objective: {minimize: validation_loss}
        """;

    /// <summary>Its plan.</summary>
    public static SweepPlan Plan { get; } = SpecCompiler.Compile(Yaml, "synthetic.yaml").Plan!;

    /// <summary>Writes the sweep and all its trials through a store.</summary>
    public static async Task<SweepRecord> WriteAsync(ISweepStore store, CancellationToken cancellation = default)
    {
        var created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var sweep = new SweepRecord(Id, Plan.Spec.Name, Plan.NormalisedYaml, Plan.Hash, "/", Plan.Trials, SweepState.Finished, created, created.AddHours(1), "0.1.0");
        await store.CreateAsync(sweep, cancellation);
        for (var first = 0L; first < Plan.Trials; first += 100)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => AddAsync(store, first + i, created, cancellation)));
        return sweep;
    }

    private static async Task AddAsync(ISweepStore store, long index, DateTimeOffset created, CancellationToken cancellation)
    {
        var trial = Plan.Trial(index);
        var random = new Random((int)index);
        var levels = Plan.Labels(trial.Combination.Index);
        var sigmoid = levels[0] == "sigmoid";
        var wide = levels[1] == "normal(0.5)" && levels[4] == "none";
        var diverged = wide && random.NextDouble() < 0.4;
        var length = diverged ? random.Next(1, 6) : random.NextDouble() < 0.1 ? random.Next(8, 20) : 20;
        var floor = 0.1 + (sigmoid ? 0.5 : 0) + (wide ? 0.2 : 0) + (0.3 * double.Parse(levels[2], System.Globalization.CultureInfo.InvariantCulture)) + (0.03 * random.NextDouble());
        EpochReport[] epochs = [.. Enumerable.Range(1, length).Select(e => Epoch(e, floor, sigmoid ? 0.03 : 0.8, random))];
        var result = diverged
            ? new TrialResult { Outcome = TrialOutcome.Diverged, End = TrainingEnd.NonFinite, Epochs = length, Steps = 34 * length, DivergedStep = 34 * length, DivergedLayer = 2, Detail = "NaN in the gradient of layer 2" }
            : new TrialResult
            {
                Outcome = TrialOutcome.Completed,
                End = TrainingEnd.Epochs,
                Epochs = length,
                Steps = 34 * length,
                Samples = 1_079 * length,
                BestEpoch = length,
                TrainLoss = epochs[^1].TrainLoss,
                TrainScore = epochs[^1].TrainScore,
                ValidationLoss = epochs[^1].ValidationLoss,
                ValidationScore = epochs[^1].ValidationScore,
                TestLoss = epochs[^1].ValidationLoss + 0.01,
                TestScore = epochs[^1].ValidationScore - 0.005,
                WeightsHash = new('a', 64),
            };
        var claim = await store.ClaimAsync(Id, index, "host", created, TimeSpan.FromMinutes(5), cancellation);
        await store.AppendEpochsAsync(Id, index, claim.Attempt, epochs, cancellation);
        var seconds = 0.2 + (0.05 * random.NextDouble());
        await store.FinishAsync(Id, index, claim.Attempt,
            new(result, CanonicalResult.Digest(epochs, result), created.AddSeconds(0.3 * (index / 4)), seconds, $"host/{index % 4}"), cancellation);
    }

    private static EpochReport Epoch(int epoch, double floor, double perLayer, Random random)
    {
        var loss = floor + (2.2 * Math.Exp(-epoch / 4.0)) + (0.02 * random.NextDouble());
        return new()
        {
            Epoch = epoch,
            Steps = 34 * epoch,
            Samples = 1_079 * epoch,
            TrainLoss = loss * 0.8,
            TrainScore = Math.Clamp(1 - (loss / 2.4), 0, 1),
            ValidationLoss = loss,
            ValidationScore = Math.Clamp(1 - (loss / 2.3), 0, 1),
            LearningRate = 0.05,
            Layers = [.. Enumerable.Range(1, 4).Select(l => new LayerReport
            {
                Layer = l,
                GradientNormMin = (float)(0.5 * Math.Pow(perLayer, 4 - l)),
                GradientNormMean = (float)((0.8 + (0.4 * random.NextDouble())) * Math.Pow(perLayer, 4 - l)),
                GradientNormMax = (float)(2 * Math.Pow(perLayer, 4 - l)),
                WeightNorm = 6,
                UpdateRatio = 1e-3f,
                ActivationMean = 0.5f,
                ActivationStd = 0.2f,
                SaturatedShare = 0.1f,
                DeadShare = 0,
            })],
        };
    }
}
