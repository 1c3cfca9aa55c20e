using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Training.Planning;

/// <summary>A configured network with every default resolved and every parameter given its place.</summary>
internal sealed class NetworkPlan
{
    /// <summary>Floats to which rows are padded: the lanes of the widest vector, on every processor.</summary>
    public const int Lanes = 16;

    private NetworkPlan(LayerPlan[] layers, int features, TaskKind task, Loss loss, double inputDropout)
    {
        Layers = layers;
        Features = features;
        Task = task;
        Loss = loss;
        InputDropout = inputDropout;
        ParameterFloats = layers.Sum(layer => layer.Length);
    }

    /// <summary>Layers, first to last.</summary>
    public LayerPlan[] Layers { get; }

    /// <summary>Features of a sample.</summary>
    public int Features { get; }

    /// <summary>Classes or numbers.</summary>
    public TaskKind Task { get; }

    /// <summary>What is minimised; never auto.</summary>
    public Loss Loss { get; }

    /// <summary>Share of features dropped in training.</summary>
    public double InputDropout { get; }

    /// <summary>Floats of all parameters, padding included.</summary>
    public long ParameterFloats { get; }

    /// <summary>Units of the output layer.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>Units of the widest layer or the input.</summary>
    public int Widest => Math.Max(Features, Layers.Max(layer => layer.Outputs));

    /// <summary>The least multiple of 16 that is not smaller.</summary>
    public static int Pad(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Units of layer <paramref name="number"/>, 0 being the input.</summary>
    public int WidthOf(int number) => number == 0 ? Features : Layers[number - 1].Outputs;

    /// <summary>Resolves a configuration for a data set of this shape.</summary>
    public static NetworkPlan For(TrialConfig config, int features, int classes, TaskKind task, ImageShape? image)
    {
        var model = config.Model;
        var loss = ResolveLoss(config.Training.Loss, task);
        var outputs = task == TaskKind.Regression || loss is Loss.BinaryCrossEntropy ? 1 : classes;
        var widths = model.HiddenWidths();
        PlanChecks.Check(config, widths.Count, classes, task, loss, image);
        var layers = new List<LayerPlan>();
        var inputs = features;
        long offset = 0;
        for (var number = 1; number <= widths.Count; number++)
        {
            var over = model.Layers.LastOrDefault(layer => layer.Layer == number);
            var activation = over?.Activation ?? model.Activation;
            var skip = model.Residual > 0 && number % model.Residual == 0 ? number - model.Residual : -1;
            var layer = Place(
                new LayerPlan
                {
                    Number = number,
                    Inputs = inputs,
                    Outputs = widths[number - 1],
                    Activation = activation,
                    Normalization = over?.Normalization ?? model.Normalization,
                    Dropout = over?.Dropout ?? model.Dropout,
                    AlphaDropout = model.AlphaDropout,
                    Init = AutoInitialisation.Resolve(over?.Init ?? model.Init, activation),
                    SkipFrom = skip,
                    Length = 0,
                },
                skip < 0 ? 0 : skip == 0 ? features : widths[skip - 1],
                ref offset);
            layers.Add(layer);
            inputs = layer.Outputs;
        }

        layers.Add(Place(
            new LayerPlan
            {
                Number = widths.Count + 1,
                Inputs = inputs,
                Outputs = outputs,
                Init = AutoInitialisation.Resolve(model.Init, null),
                Length = 0,
            },
            0,
            ref offset));
        return new NetworkPlan([.. layers], features, task, loss, model.InputDropout);
    }

    private static Loss ResolveLoss(Loss loss, TaskKind task) => loss switch
    {
        Loss.Auto => task == TaskKind.Classification ? new Loss.CrossEntropy() : new Loss.Mse(),
        _ => loss,
    };

    private static LayerPlan Place(LayerPlan layer, int skipWidth, ref long offset)
    {
        var start = offset;
        var at = offset;
        ParameterSegment Take(ParameterKind kind, int rows, int columns)
        {
            var segment = new ParameterSegment(kind, at, rows, columns);
            at += segment.Length;
            return segment;
        }

        var weights = Take(ParameterKind.Weights, layer.Outputs, layer.Inputs);
        var bias = Take(ParameterKind.Biases, 1, layer.Outputs);
        var projection = skipWidth > 0 && skipWidth != layer.Outputs ? Take(ParameterKind.Weights, layer.Outputs, skipWidth) : default;
        var normalizes = layer.Normalization is not Normalisation.None;
        var scale = normalizes ? Take(ParameterKind.Other, 1, layer.Outputs) : default;
        var shift = normalizes ? Take(ParameterKind.Other, 1, layer.Outputs) : default;
        var slope = layer.Activation is Activation.Prelu ? Take(ParameterKind.Other, 1, 1) : default;
        offset = at;
        return layer with
        {
            Weights = weights,
            Projection = projection,
            Bias = bias,
            Scale = scale,
            Shift = shift,
            Slope = slope,
            Length = at - start,
            Segments = [.. new[] { weights, bias, projection, scale, shift, slope }.Where(segment => !segment.IsEmpty)],
        };
    }
}
