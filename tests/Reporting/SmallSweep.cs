using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Reporting.Tests;

/// <summary>
/// Two activations, two initialisations and three replicates. Sigmoid is worse by 0.25 and its gradients shrink to a
/// tenth per layer; init zero with relu diverges in replicate 1; trial 10 failed and trial 11 runs.
/// </summary>
internal sealed class SmallSweep
{
    public const int Layers = 5;

    public static readonly Objective Loss = new(Metric.ValidationLoss, Maximize: false);

    public FakePlan Plan { get; } = new(3, Loss, FakePlan.Factor("activation", "relu", "sigmoid"), FakePlan.Factor("init", "he_normal", "zero"));

    public MemorySweepStore Store { get; } = Recorded.Store(12);

    public SweepRecord Record => Recorded.Sweep(Plan.Trials);

    public SmallSweep()
    {
        for (var index = 0L; index < Plan.Trials; index++)
        {
            var trial = Plan.Trial(index);
            var sigmoid = trial.Combination.Levels[0] == "sigmoid";
            var zero = trial.Combination.Levels[1] == "zero";
            var loss = 0.25 + (sigmoid ? 0.25 : 0) + (zero ? 0.03125 : 0) + (0.0078125 * trial.Replicate);
            var epochs = Epochs(loss, sigmoid ? 0.1 : 0.9);
            switch (index)
            {
                case 5:
                    Store.Add(index, new() { Outcome = TrialOutcome.Diverged, End = TrainingEnd.NonFinite, Epochs = 2, Steps = 40, DivergedStep = 40, DivergedLayer = 2, Detail = "NaN in the gradient of layer 2" }, epochs[..2]);
                    break;
                case 10:
                    Store.Add(index, new() { Outcome = TrialOutcome.Failed, Detail = "=disk \"full\", [red]gave up" });
                    break;
                case 11:
                    Store.Add(index, null, epochs[..1]);
                    break;
                default:
                    Store.Add(index, Completed(loss), epochs);
                    break;
            }
        }
    }

    public Task<SweepResults> LoadAsync() => SweepResults.LoadAsync(Store, Record, Plan);

    public static TrialResult Completed(double loss) => new()
    {
        Outcome = TrialOutcome.Completed,
        End = TrainingEnd.Epochs,
        Epochs = 6,
        Steps = 120,
        Samples = 3_840,
        BestEpoch = 6,
        TrainLoss = loss / 2,
        TrainScore = 0.9,
        ValidationLoss = loss,
        ValidationScore = 1 - loss,
        TestLoss = loss + 0.5,
        TestScore = 0.75,
        WeightsHash = new('a', 64),
    };

    public static EpochReport[] Epochs(double loss, double perLayer) => [.. Enumerable.Range(1, 6).Select(e => new EpochReport
    {
        Epoch = e,
        Steps = 20 * e,
        // It levels off, for a training that still learns is slow.
        TrainLoss = loss / 2 * (e < 4 ? 6 / e : 1),
        TrainScore = 0.9,
        ValidationLoss = loss * 6 / e,
        ValidationScore = 0.1 * e,
        LearningRate = 0.1,
        Layers = [.. Enumerable.Range(1, Layers).Select(l => new LayerReport
        {
            Layer = l,
            GradientNormMin = 0.5f * (float)Math.Pow(perLayer, Layers - l),
            GradientNormMean = (float)Math.Pow(perLayer, Layers - l),
            GradientNormMax = 2 * (float)Math.Pow(perLayer, Layers - l),
            WeightNorm = 3,
            UpdateRatio = 1e-3f,
            Histogram = e == 1 ? [1, 2, 3] : [],
        })],
    })];
}
