using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Engine;

/// <summary>Whole trainings against PyTorch's, from the same initial parameters, orders and masks: tests/reference/curves.py.</summary>
public sealed unsafe class ReferenceCurveTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("curves");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_follows_PyTorch(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var expected = recorded.GetProperty("expected");
        var deviation = recorded.GetProperty("float32_deviation");
        var config = ConfigOf(recorded);
        var data = DataOf(recorded);
        using var run = TrainingRun.Start(config, data, new RecordedDraws(recorded, data.Features), new ArenaPool());
        SetInitial(run, recorded.GetProperty("initial"));

        var lossTolerance = 2e-6 + (10 * deviation.GetProperty("loss").GetDouble());
        var normTolerance = 2e-6 + (10 * deviation.GetProperty("gradient_norm").GetDouble());
        // Where float32 strays this far, one sample may fall on the other side.
        var scoreTolerance = deviation.GetProperty("loss").GetDouble() > 1e-3 ? 1.0 / 16 : 1e-4;
        var rates = SpecOptions.Doubles(expected.GetProperty("learning_rate"));
        var norms = expected.GetProperty("gradient_norms").EnumerateArray().Select(SpecOptions.Doubles).ToArray();
        var trainLosses = SpecOptions.Doubles(expected.GetProperty("train_loss"));
        var validationLosses = SpecOptions.Doubles(expected.GetProperty("validation_loss"));
        var validationScores = SpecOptions.Doubles(expected.GetProperty("validation_score"));
        var steps = rates.Length / trainLosses.Length;
        for (var epoch = 0; epoch < trainLosses.Length; epoch++)
        {
            Assert.True(run.NextEpoch(TestContext.Current.CancellationToken));
            var report = run.Report;
            Near(trainLosses[epoch], report.TrainLoss, lossTolerance);
            // Ours is never smoothed, the reference's is smoothed as in training.
            if (config.Training.LabelSmoothing == 0)
                Near(validationLosses[epoch], report.ValidationLoss, lossTolerance);
            Near(validationScores[epoch], report.ValidationScore, scoreTolerance);
            Near(rates[((epoch + 1) * steps) - 1], report.LearningRate, 1e-9);
            for (var layer = 0; layer < report.Layers.Count; layer++)
            {
                var ofEpoch = norms.Skip(epoch * steps).Take(steps).Select(all => all[layer]).ToArray();
                Near(ofEpoch.Min(), report.Layers[layer].GradientNormMin, normTolerance);
                Near(ofEpoch.Max(), report.Layers[layer].GradientNormMax, normTolerance);
                Near(ofEpoch.Average(), report.Layers[layer].GradientNormMean, normTolerance);
            }
        }

        CompareFinal(run, expected, 2e-5 + (10 * deviation.GetProperty("parameters").GetDouble()));
        Assert.False(run.NextEpoch(TestContext.Current.CancellationToken));
    }

    private static void Near(double expected, double actual, double tolerance)
        => Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"expected {expected}, got {actual}");

    private static TrialConfig ConfigOf(JsonElement recorded) => new()
    {
        Model = new ModelConfig
        {
            Hidden = SpecOptions.Integers(recorded.GetProperty("hidden")),
            Activation = SpecOptions.Make<Activation>(recorded.GetProperty("activation")),
            Normalization = SpecOptions.Make<Normalisation>(recorded, "normalization", new Normalisation.None()),
            Residual = (int)SpecOptions.Number(recorded, "residual"),
            Dropout = SpecOptions.Number(recorded, "dropout"),
            AlphaDropout = SpecOptions.Number(recorded, "alpha_dropout"),
            InputDropout = SpecOptions.Number(recorded, "input_dropout"),
            Layers = recorded.TryGetProperty("layers", out var layers) ? [.. layers.EnumerateArray().Select(LayerOf)] : [],
        },
        Training = new TrainingConfig
        {
            Epochs = recorded.GetProperty("epochs").GetInt32(),
            BatchSize = new BatchSize(recorded.GetProperty("batch").GetInt32()),
            Optimizer = SpecOptions.Make<Optimizer>(recorded.GetProperty("optimizer")),
            Schedule = SpecOptions.Make<Schedule>(recorded, "schedule", new Schedule.Constant()),
            WarmupSteps = (int)SpecOptions.Number(recorded, "warmup_steps"),
            Loss = SpecOptions.Make<Loss>(recorded.GetProperty("loss")),
            LabelSmoothing = SpecOptions.Number(recorded, "label_smoothing"),
            L1 = SpecOptions.Number(recorded, "l1"),
            L2 = SpecOptions.Number(recorded, "l2"),
            WeightDecay = recorded.TryGetProperty("weight_decay", out var decay) ? decay.GetDouble() : null,
            Penalize = recorded.TryGetProperty("penalize", out var penalised)
                ? Enum.Parse<Penalised>(penalised.GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)
                : Penalised.Weights,
            MaxNorm = SpecOptions.Number(recorded, "max_norm"),
            Clip = SpecOptions.Make<Clip>(recorded, "clip", new Clip.None()),
            Augmentation = recorded.TryGetProperty("augmentation", out var changes) ? SpecOptions.Fill(new Augmentation(), changes) : new Augmentation(),
        },
    };

    private static LayerOverride LayerOf(JsonElement recorded) => new()
    {
        Layer = recorded.GetProperty("layer").GetInt32(),
        Activation = SpecOptions.Make<Activation?>(recorded, "activation", null),
        Normalization = SpecOptions.Make<Normalisation?>(recorded, "normalization", null),
        Dropout = recorded.TryGetProperty("dropout", out var dropout) ? dropout.GetDouble() : null,
    };

    private static PreparedData DataOf(JsonElement recorded)
    {
        var data = Reference.GetProperty("data").GetProperty(recorded.GetProperty("data").GetString()!);
        var features = data.GetProperty("features").GetInt32();
        var trainRows = data.GetProperty("train_rows").GetInt32();
        var inputs = SpecOptions.Floats(data.GetProperty("inputs"));
        var labels = data.TryGetProperty("labels", out var l) ? SpecOptions.Integers(l) : [];
        var targets = data.TryGetProperty("targets", out var t) ? SpecOptions.Floats(t) : [];
        SampleSet Part(int first, int rows) => new(
            rows,
            inputs[(first * features)..((first + rows) * features)],
            labels.Length > 0 ? labels[first..(first + rows)] : [],
            targets.Length > 0 ? targets[first..(first + rows)] : []);
        var validation = Part(trainRows, (inputs.Length / features) - trainRows);
        return new PreparedData
        {
            Name = "reference",
            Task = labels.Length > 0 ? TaskKind.Classification : TaskKind.Regression,
            Features = features,
            Classes = data.GetProperty("outputs").GetInt32(),
            Train = Part(0, trainRows),
            Validation = validation,
            Test = validation,
            Image = data.TryGetProperty("height", out var height) ? new ImageShape(height.GetInt32(), data.GetProperty("width").GetInt32()) : null,
            Hash = "reference",
        };
    }

    private static void SetInitial(TrainingRun run, JsonElement layers)
    {
        foreach (var layer in run.Network.Plan.Layers)
        {
            foreach (var field in layers[layer.Number - 1].EnumerateObject())
            {
                var segment = SegmentOf(layer, field.Name);
                var values = SpecOptions.Floats(field.Value);
                Assert.Equal(segment.Rows * segment.Columns, values.Length);
                for (var i = 0; i < values.Length; i++)
                    run.Network.Parameters[Place(segment, i)] = values[i];
            }
        }
    }

    private static void CompareFinal(TrainingRun run, JsonElement expected, double tolerance)
    {
        foreach (var layer in run.Network.Plan.Layers)
        {
            foreach (var field in expected.GetProperty("final")[layer.Number - 1].EnumerateObject())
            {
                var segment = SegmentOf(layer, field.Name);
                var values = SpecOptions.Floats(field.Value);
                for (var i = 0; i < values.Length; i++)
                    Near(values[i], run.Network.Parameters[Place(segment, i)], tolerance);
            }
        }

        var number = 0;
        foreach (var running in expected.GetProperty("running").EnumerateArray())
        {
            number++;
            var means = SpecOptions.Floats(running.GetProperty("mean"));
            var variances = SpecOptions.Floats(running.GetProperty("variance"));
            for (var unit = 0; unit < means.Length; unit++)
            {
                Near(means[unit], run.Network.Statistics.Means(number)[unit], tolerance);
                Near(variances[unit], run.Network.Statistics.Variances(number)[unit], tolerance);
            }
        }
    }

    private static long Place(ParameterSegment segment, int i) => segment.Offset + ((long)(i / segment.Columns) * segment.Stride) + (i % segment.Columns);

    private static ParameterSegment SegmentOf(LayerPlan layer, string name) => name switch
    {
        "w" => layer.Weights,
        "b" => layer.Bias,
        "gamma" => layer.Scale,
        "beta" => layer.Shift,
        "slope" => layer.Slope,
        _ => layer.Projection,
    };
}
