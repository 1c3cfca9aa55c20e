using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using static TorchSharp.torch;

namespace Sweep.Torch.Tests;

/// <summary>Whole trainings of convolutional networks against PyTorch's, from the same parameters, orders and masks: tests/reference/conv_curves.py.</summary>
public sealed unsafe class ConvolutionTests
{
    internal static readonly JsonElement Reference = SpecOptions.Read("conv_curves");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_follows_PyTorch(int number)
    {
        TorchEngine.Load();
        var recorded = Reference.GetProperty("cases")[number];
        var expected = recorded.GetProperty("expected");
        var deviation = recorded.GetProperty("float32_deviation");
        var lossTolerance = 2e-6 + (10 * deviation.GetProperty("loss").GetDouble());
        using var run = TorchRun.Start(ConfigOf(recorded), Data(), new RecordedMasks(recorded), CPU);
        var initial = recorded.GetProperty("initial");
        foreach (var layer in run.Network.Plan.Layers)
            ForEach(layer, initial[layer.Number - 1], (segment, values) => Write(run, segment, values));
        var losses = new List<double>();
        run.StepLoss = losses.Add;
        var validation = new List<double>();
        while (run.NextEpoch(TestContext.Current.CancellationToken))
            validation.Add(run.Report.ValidationLoss);

        AllNear(SpecOptions.Doubles(expected.GetProperty("train_loss")), losses, lossTolerance, "loss of a step");
        AllNear(SpecOptions.Doubles(expected.GetProperty("validation_loss")), validation, lossTolerance, "validation loss");
        CompareNorms(run.Report, expected, 2e-6 + (10 * deviation.GetProperty("gradient_norm").GetDouble()));
        var parameterTolerance = 2e-5 + (10 * deviation.GetProperty("parameters").GetDouble());
        var final = expected.GetProperty("final");
        foreach (var layer in run.Network.Plan.Layers)
            ForEach(layer, final[layer.Number - 1], (segment, values) => AllNear([.. values.Select(v => (double)v)], Read(run, segment), parameterTolerance, $"layer {layer.Number}"));
        CompareStatistics(run, expected, parameterTolerance);
        CompareActivations(run.Report, expected);
    }

    [Fact]
    public void Every_technique_of_convolutions_is_compared()
    {
        var stages = Reference.GetProperty("cases").EnumerateArray().SelectMany(recorded => ConfigOf(recorded).Model.Conv).ToArray();
        Assert.All(Enum.GetValues<BatchNormPlace>(), place => Assert.Contains(stages, stage => stage.BatchNorm == place));
        Func<ConvStage, bool>[] techniques = [s => s.Kernel == 1, s => s.Kernel > 3, s => s.Stride > 1, s => s.Pool > 1, s => s.Dropout > 0, s => s.Activation is not null, s => s.Residual, s => s.Residual && s.Stride > 1];
        Assert.All(techniques, used => Assert.Contains(stages, stage => used(stage)));
    }

    [Fact]
    public void Dropout_of_a_convolution_drops_whole_channels()
    {
        TorchEngine.Load();
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [], Activation = new Activation.Softplus(), Conv = [new ConvStage { Channels = 8, Dropout = 0.5 }] }, Training = new TrainingConfig { Epochs = 1, BatchSize = BatchSize.Full } };
        using var run = TorchRun.Start(config, Data(), new RandomDraws(Battery.Key), CPU);
        var plan = run.Network.Plan;
        using var input = ones([16, plan.Features]);
        run.Network.Forward(input, 16, training: true, 0);
        using var scope = NewDisposeScope();
        var maps = run.Network.Outputs(1).Output.detach().flatten(2);
        var (least, most) = (maps.amin([2]).flatten().data<float>().ToArray(), maps.amax([2]).flatten().data<float>().ToArray());
        Assert.All(least.Zip(most), pair => Assert.True(pair.First > 0 || pair.Second == 0, "a channel is dropped in part"));
        Assert.InRange(most.Count(value => value == 0), 40, 88);
    }

    private static void CompareNorms(EpochReport report, JsonElement expected, double tolerance)
    {
        var ofEpoch = expected.GetProperty("gradient_norms").EnumerateArray().TakeLast(StepsPerEpoch).Select(SpecOptions.Doubles).ToArray();
        foreach (var layer in report.Layers)
        {
            var norms = ofEpoch.Select(all => all[layer.Layer - 1]).ToArray();
            AllNear([norms.Min(), norms.Average(), norms.Max()], [layer.GradientNormMin, layer.GradientNormMean, layer.GradientNormMax], tolerance, $"gradient norm of layer {layer.Layer}");
        }
    }

    private static void CompareStatistics(TorchRun run, JsonElement expected, double tolerance)
    {
        foreach (var layer in run.Network.Plan.Layers.Where(layer => layer.Normalization is Normalisation.BatchNorm))
        {
            var running = expected.GetProperty("running")[layer.Number - 1];
            var (means, variances) = (new double[layer.Units], new double[layer.Units]);
            for (var unit = 0; unit < layer.Units; unit++)
                (means[unit], variances[unit]) = (run.Network.Places.Means(layer.Number)[unit], run.Network.Places.Variances(layer.Number)[unit]);
            AllNear(SpecOptions.Doubles(running.GetProperty("mean")), means, tolerance, "running mean");
            AllNear(SpecOptions.Doubles(running.GetProperty("variance")), variances, tolerance, "running variance");
        }
    }

    private static void CompareActivations(EpochReport report, JsonElement expected)
    {
        var activations = expected.GetProperty("activations").EnumerateArray().ToArray();
        for (var i = 0; i < activations.Length; i++)
        {
            AllNear(
                [activations[i].GetProperty("mean").GetDouble(), activations[i].GetProperty("std").GetDouble()],
                [report.Layers[i].ActivationMean, report.Layers[i].ActivationStd], 1e-4, $"activations of layer {i + 1}");
        }

        // Thirty rounds of a power iteration come this near to the greatest singular value.
        var jacobian = SpecOptions.Doubles(expected.GetProperty("jacobian"));
        AllNear(jacobian, [.. report.Layers.Select(layer => (double)layer.JacobianNorm)], 0.02, "Jacobian norm");
        Assert.All(report.Layers.Zip(jacobian), pair => Assert.True(pair.First.JacobianNorm <= pair.Second * 1.0001, "a power iteration cannot exceed the greatest singular value"));
        for (var i = 0; i < jacobian.Length; i++)
            AllNear([report.Layers.Skip(i).Aggregate(1.0, (product, layer) => product * layer.JacobianNorm)], [report.Layers[i].JacobianBound], 1e-5, "bound");
    }

    private static int StepsPerEpoch => (Reference.GetProperty("train_rows").GetInt32() + Reference.GetProperty("batch").GetInt32() - 1) / Reference.GetProperty("batch").GetInt32();

    internal static TrialConfig ConfigOf(JsonElement recorded) => new()
    {
        Model = new ModelConfig
        {
            Conv = [.. recorded.GetProperty("conv").EnumerateArray().Select(StageOf)],
            Hidden = SpecOptions.Integers(recorded.GetProperty("hidden")),
            Activation = SpecOptions.Make<Activation>(recorded.GetProperty("activation")),
            Dropout = SpecOptions.Number(recorded, "dropout"),
        },
        Training = new TrainingConfig
        {
            Epochs = Reference.GetProperty("epochs").GetInt32(),
            BatchSize = new BatchSize(Reference.GetProperty("batch").GetInt32()),
            Optimizer = SpecOptions.Make<Optimizer>(recorded.GetProperty("optimizer")),
            L2 = SpecOptions.Number(recorded, "l2"),
            MaxNorm = SpecOptions.Number(recorded, "max_norm"),
            Clip = SpecOptions.Make<Clip>(recorded, "clip", new Clip.None()),
        },
        Probes = new ProbesConfig { Jacobian = 1 },
    };

    private static ConvStage StageOf(JsonElement recorded)
    {
        var fields = JsonSerializer.SerializeToElement(recorded.EnumerateObject().Where(field => field.Name != "activation").ToDictionary(field => field.Name, field => field.Value));
        return SpecOptions.Fill(new ConvStage(), fields) with { Activation = SpecOptions.Make<Activation?>(recorded, "activation", null) };
    }

    internal static PreparedData Data()
    {
        var (height, width) = (Reference.GetProperty("height").GetInt32(), Reference.GetProperty("width").GetInt32());
        var features = height * width;
        var train = Reference.GetProperty("train_rows").GetInt32();
        var inputs = SpecOptions.Floats(Reference.GetProperty("inputs"));
        var labels = SpecOptions.Integers(Reference.GetProperty("labels"));
        var validation = new SampleSet(labels.Length - train, inputs[(train * features)..], labels[train..], []);
        return new PreparedData
        {
            Name = "convolutions",
            Task = TaskKind.Classification,
            Features = features,
            Classes = Reference.GetProperty("classes").GetInt32(),
            Image = new ImageShape(height, width),
            Train = new SampleSet(train, inputs[..(train * features)], labels[..train], []),
            Validation = validation,
            Test = validation,
            Hash = "convolutions",
        };
    }

    internal static void ForEach(LayerPlan layer, JsonElement fields, Action<ParameterSegment, float[]> act)
    {
        foreach (var field in fields.EnumerateObject())
        {
            var segment = field.Name switch
            {
                "w" => layer.Weights,
                "b" => layer.Bias,
                "gamma" => layer.Scale,
                "beta" => layer.Shift,
                "slope" => layer.Slope,
                _ => layer.Projection,
            };
            var values = SpecOptions.Floats(field.Value);
            Assert.Equal(segment.Rows * segment.Columns, values.Length);
            act(segment, values);
        }
    }

    internal static void Write(TorchRun run, ParameterSegment segment, float[] values)
    {
        for (var i = 0; i < values.Length; i++)
            run.Network.Parameters.Pointer[Place(segment, i)] = values[i];
    }

    private static double[] Read(TorchRun run, ParameterSegment segment)
    {
        var values = new double[segment.Rows * segment.Columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = run.Network.Parameters.Pointer[Place(segment, i)];
        return values;
    }

    private static long Place(ParameterSegment segment, int i) => segment.Offset + ((long)(i / segment.Columns) * segment.Stride) + (i % segment.Columns);

    private static void AllNear(double[] expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what}, number {i}: PyTorch {expected[i]:g9}, here {actual[i]:g9}");
    }
}
