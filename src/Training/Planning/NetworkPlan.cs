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

    /// <summary>Layers, first to last: convolutions, hidden layers, the output layer.</summary>
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

    /// <summary>Units of the widest layer or the input; of a convolution the numbers of its maps before pooling.</summary>
    public int Widest => Math.Max(Features, Layers.Max(layer => layer.MapSize));

    /// <summary>Convolutions; they are the first layers.</summary>
    public int Convolutions => Layers.Count(layer => layer.Convolution is not null);

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
        long offset = 0;
        var layers = image is { } shape ? ConvolutionLayers.Of(model, shape, ref offset) : [];
        var before = layers.Count;
        int WidthOf(int layer) => layer == 0 ? features : layers[layer - 1].Outputs;
        for (var number = 1; number <= widths.Count; number++)
        {
            var over = model.Layers.LastOrDefault(layer => layer.Layer == number);
            var activation = over?.Activation ?? model.Activation;
            var inputs = WidthOf(before + number - 1);
            var skip = model.Residual > 0 && number % model.Residual == 0 ? before + number - model.Residual : -1;
            var skipWidth = skip < 0 ? 0 : WidthOf(skip);
            layers.Add(ParameterPlaces.Place(
                new LayerPlan
                {
                    Number = before + number,
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
                skipWidth == widths[number - 1] ? 0 : skipWidth,
                ref offset));
        }

        layers.Add(ParameterPlaces.Place(
            new LayerPlan
            {
                Number = layers.Count + 1,
                Inputs = WidthOf(layers.Count),
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
}
