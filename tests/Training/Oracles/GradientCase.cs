using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Oracles;

/// <summary>One training step of the engine and, with the same numbers, a <see cref="ReferenceNetwork"/>.</summary>
internal sealed unsafe class GradientCase : IDisposable
{
    private static readonly int[] Widths = [1, 3, 7, 15, 17, 31, 33, 63, 65];

    private static readonly int[] Batches = [1, 2, 3, 5, 16, 17, 33];

    private readonly TrainingRun _run;
    private readonly ReferenceLayer[] _layers;

    /// <summary>Draws shape, data and parameters and trains one step.</summary>
    public GradientCase(ModelConfig model, TrainingConfig training, ulong seed)
    {
        var random = RandomKey.For(seed, 1).Sequence(RandomUse.Design);
        T Pick<T>(T[] values) => values[random.NextBelow((uint)values.Length)];
        float Uniform(double least, double greatest) => (float)(least + ((greatest - least) * random.NextDouble()));

        var (batch, features) = (Pick(Batches), Pick(Widths));
        model = model with { Hidden = [Pick(Widths), Pick(Widths), Pick(Widths)] };
        var isNumber = training.Loss is Loss.Mse or Loss.Huber or Loss.Mae && training.LabelSmoothing == 0 && random.NextBelow(2) == 0;
        var classes = isNumber ? 1 : training.Loss is Loss.BinaryCrossEntropy ? 2 : 2 + (int)random.NextBelow(5);
        Config = new TrialConfig { Model = model, Training = training with { Epochs = 1, BatchSize = BatchSize.Full } };
        Shape = $"seed {seed}: {batch} × {features}, {string.Join(", ", model.Hidden)}, {classes} classes, {model}, {training.Loss}";

        var inputs = new float[batch * features];
        foreach (ref var value in inputs.AsSpan())
            value = Uniform(-2, 2);
        var labels = new int[isNumber ? 0 : batch];
        foreach (ref var value in labels.AsSpan())
            value = (int)random.NextBelow((uint)classes);
        var numbers = new float[isNumber ? batch : 0];
        foreach (ref var value in numbers.AsSpan())
            value = Uniform(-2, 2);

        _layers = Layers(model, features, training.Loss is Loss.BinaryCrossEntropy ? 1 : classes);
        foreach (var layer in _layers)
        {
            foreach (var (name, values) in layer.Parameters)
            {
                var size = name is "weights" or "projection" ? 2 / Math.Sqrt(values.Length / (double)layer.Units) : 0.5;
                for (var i = 0; i < values.Length; i++)
                    values[i] = name switch { "scale" => Uniform(0.5, 1.5), "slope" => Uniform(0.1, 0.4), _ => Uniform(-size, size) };
            }
        }

        var set = new SampleSet(batch, inputs, labels, numbers);
        var data = new PreparedData
        {
            Name = "case",
            Task = isNumber ? TaskKind.Regression : TaskKind.Classification,
            Features = features,
            Classes = classes,
            Train = set,
            Validation = set,
            Test = set,
            Hash = "case",
        };
        var draws = new ObservedDraws(RandomKey.For(seed, 0));
        _run = TrainingRun.Start(Config, data, draws, new ArenaPool());
        foreach (var (_, segment, values) in Parameters)
            Segments.Write(_run.Network.Parameters, segment, [.. values.Select(value => (float)value)]);
        Assert.True(_run.NextEpoch(TestContext.Current.CancellationToken));
        for (var i = 0; i < _layers.Length - 1; i++)
        {
            _layers[i].Dropped = draws.Dropped(i + 1, batch, _layers[i].Units, alpha: false);
            _layers[i].AlphaDropped = draws.Dropped(i + 1, batch, _layers[i].Units, alpha: true);
        }

        var dropped = draws.DroppedInputs(batch, features);
        Inputs = [.. Enumerable.Range(0, batch).Select(b => Enumerable.Range(b * features, features)
            .Select(at => dropped is null ? inputs[at] : dropped[at] ? 0 : inputs[at] / (1 - model.InputDropout)).ToArray())];
        Reference = new ReferenceNetwork(_layers, training.Loss, [.. Enumerable.Range(0, batch).Select(b => isNumber ? [numbers[b]] : Shares(labels[b], classes, training))]);
    }

    public TrialConfig Config { get; }

    public string Shape { get; }

    public double[][] Inputs { get; }

    public ReferenceNetwork Reference { get; }

    /// <summary>The engine's loss of the step.</summary>
    public double TrainLoss => _run.Report.TrainLoss;

    public float* Gradients => _run.Network.Gradients;

    /// <summary>The engine's parameters after the step.</summary>
    public float* Updated => _run.Network.Parameters;

    /// <summary>Where each parameter is in the engine, and the reference's copy, as before the step.</summary>
    public IEnumerable<(string Name, ParameterSegment Segment, double[] Values)> Parameters
    {
        get
        {
            foreach (var plan in _run.Network.Plan.Layers)
            {
                foreach (var (name, values) in _layers[plan.Number - 1].Parameters)
                {
                    var segment = name switch
                    {
                        "weights" => plan.Weights,
                        "bias" => plan.Bias,
                        "scale" => plan.Scale,
                        "shift" => plan.Shift,
                        "slope" => plan.Slope,
                        _ => plan.Projection,
                    };
                    yield return ($"{name} of layer {plan.Number}", segment, values);
                }
            }
        }
    }

    public void Dispose() => _run.Dispose();

    private static double[] Shares(int label, int classes, TrainingConfig training)
    {
        var smoothing = training.LabelSmoothing;
        return training.Loss is Loss.BinaryCrossEntropy
            ? [(label * (1 - smoothing)) + (smoothing / 2)]
            : [.. Enumerable.Range(0, classes).Select(c => (c == label ? 1 - smoothing : 0) + (smoothing / classes))];
    }

    private static ReferenceLayer[] Layers(ModelConfig model, int features, int outputs)
    {
        var widths = model.HiddenWidths();
        var layers = new List<ReferenceLayer>();
        var inputs = features;
        for (var number = 1; number <= widths.Count; number++)
        {
            var over = model.Layers.FirstOrDefault(layer => layer.Layer == number);
            var units = widths[number - 1];
            var activation = over?.Activation ?? model.Activation;
            var normalization = over?.Normalization ?? model.Normalization;
            var skip = model.Residual > 0 && number % model.Residual == 0 ? number - model.Residual : -1;
            var skipWidth = skip < 0 ? units : skip == 0 ? features : widths[skip - 1];
            var normalized = normalization is Normalisation.None ? 0 : units;
            layers.Add(new ReferenceLayer
            {
                Inputs = inputs,
                Units = units,
                Activation = activation,
                Normalization = normalization,
                SkipFrom = skip,
                Weights = new double[units * inputs],
                Bias = new double[units],
                Scale = new double[normalized],
                Shift = new double[normalized],
                Slope = new double[activation is Activation.Prelu ? 1 : 0],
                Projection = new double[skipWidth == units ? 0 : units * skipWidth],
                Dropout = over?.Dropout ?? model.Dropout,
                AlphaDropout = model.AlphaDropout,
            });
            inputs = units;
        }

        layers.Add(new ReferenceLayer { Inputs = inputs, Units = outputs, Weights = new double[outputs * inputs], Bias = new double[outputs] });
        return [.. layers];
    }
}
