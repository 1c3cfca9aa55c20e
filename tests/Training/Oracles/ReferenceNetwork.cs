using Sweep.Core.Configuration;

namespace Sweep.Training.Tests.Oracles;

/// <summary>
/// A network in training, once more: scalar loops in double over rows × features, straight from the formulas in
/// src/Core/Configuration and the papers that they name. It shares nothing with the engine.
/// </summary>
/// <param name="layers">Layers, the output layer last.</param>
/// <param name="loss">What is minimised; not auto.</param>
/// <param name="targets">Samples × outputs.</param>
internal sealed class ReferenceNetwork(IReadOnlyList<ReferenceLayer> layers, Loss loss, double[][] targets)
{
    /// <summary>Distance of the nearest pre-activation or error to a kink, in the last forward pass.</summary>
    public double KinkDistance { get; private set; }

    /// <summary>On which side of its kinks everything was in the last forward pass.</summary>
    public int Sides { get; private set; }

    /// <summary>Mean loss over the samples.</summary>
    public double Loss(double[][] inputs)
    {
        KinkDistance = double.PositiveInfinity;
        Sides = 17;
        var outputs = Forward(inputs);
        var sum = 0.0;
        for (var b = 0; b < inputs.Length; b++)
        {
            sum += ReferenceFormulas.Loss(loss, outputs[b], targets[b]);
            NoteErrors(outputs[b], targets[b]);
        }

        return sum / inputs.Length;
    }

    private double[][] Forward(double[][] inputs)
    {
        var outputs = new List<double[][]> { inputs };
        foreach (var layer in layers)
        {
            var x = outputs[^1];
            var z = Dense(layer.Weights, layer.Bias, layer.Units, x);
            if (layer.Activation is not null)
            {
                var position = PositionOf(layer.Normalization);
                if (position == NormPosition.Before)
                    z = Normalize(layer, z);
                Activate(layer, z);
                if (position == NormPosition.After)
                    z = Normalize(layer, z);
                Drop(layer, z);
                if (layer.SkipFrom >= 0)
                    AddSkip(layer, z, outputs[layer.SkipFrom]);
            }

            outputs.Add(z);
        }

        return outputs[^1];
    }

    private static double[][] Dense(double[] weights, double[] bias, int units, double[][] x)
    {
        var result = new double[x.Length][];
        for (var b = 0; b < x.Length; b++)
        {
            var row = x[b];
            var z = result[b] = new double[units];
            for (var unit = 0; unit < units; unit++)
            {
                var sum = bias.Length > 0 ? bias[unit] : 0;
                for (var i = 0; i < row.Length; i++)
                    sum += weights[(unit * row.Length) + i] * row[i];
                z[unit] = sum;
            }
        }

        return result;
    }

    private static NormPosition? PositionOf(Normalisation normalization) => normalization switch
    {
        Normalisation.BatchNorm batch => batch.Position,
        Normalisation.LayerNorm sample => sample.Position,
        _ => null,
    };

    private void Activate(ReferenceLayer layer, double[][] z)
    {
        var kinks = ReferenceFormulas.Kinks(layer.Activation!);
        var slope = layer.Slope.Length > 0 ? layer.Slope[0] : 0;
        foreach (var row in z)
        {
            for (var unit = 0; unit < row.Length; unit++)
            {
                foreach (var kink in kinks)
                    Note(row[unit] - kink);
                row[unit] = ReferenceFormulas.Activate(layer.Activation!, row[unit], slope);
            }
        }
    }

    private static double[][] Normalize(ReferenceLayer layer, double[][] x)
    {
        var result = x.Select(row => new double[row.Length]).ToArray();
        if (layer.Normalization is Normalisation.BatchNorm batch)
        {
            for (var unit = 0; unit < layer.Units; unit++)
            {
                var mean = x.Average(row => row[unit]);
                var variance = x.Average(row => (row[unit] - mean) * (row[unit] - mean));
                for (var b = 0; b < x.Length; b++)
                    result[b][unit] = (layer.Scale[unit] * (x[b][unit] - mean) / Math.Sqrt(variance + batch.Epsilon)) + layer.Shift[unit];
            }

            return result;
        }

        var epsilon = ((Normalisation.LayerNorm)layer.Normalization).Epsilon;
        for (var b = 0; b < x.Length; b++)
        {
            var mean = x[b].Average();
            var variance = x[b].Average(value => (value - mean) * (value - mean));
            for (var unit = 0; unit < layer.Units; unit++)
                result[b][unit] = (layer.Scale[unit] * (x[b][unit] - mean) / Math.Sqrt(variance + epsilon)) + layer.Shift[unit];
        }

        return result;
    }

    // Srivastava et al. 2014, inverted; then Klambauer et al. 2017: a(x·d + α'(1 − d)) + b with d kept with probability q,
    // a = (q + α'²q(1 − q))^(−1/2) and b = −a(1 − q)α'.
    private static void Drop(ReferenceLayer layer, double[][] x)
    {
        const double Limit = -ReferenceFormulas.SeluScale * ReferenceFormulas.SeluAlpha;
        var q = 1 - layer.AlphaDropout;
        var a = Math.Pow(q + (Limit * Limit * q * (1 - q)), -0.5);
        for (var b = 0; b < x.Length; b++)
        {
            for (var unit = 0; unit < layer.Units; unit++)
            {
                var at = (b * layer.Units) + unit;
                if (layer.Dropped is { } dropped)
                    x[b][unit] = dropped[at] ? 0 : x[b][unit] / (1 - layer.Dropout);
                if (layer.AlphaDropped is { } limited)
                    x[b][unit] = (a * (limited[at] ? Limit : x[b][unit])) - (a * (1 - q) * Limit);
            }
        }
    }

    private static void AddSkip(ReferenceLayer layer, double[][] x, double[][] from)
    {
        var added = layer.Projection.Length > 0 ? Dense(layer.Projection, [], layer.Units, from) : from;
        for (var b = 0; b < x.Length; b++)
            for (var unit = 0; unit < layer.Units; unit++)
                x[b][unit] += added[b][unit];
    }

    // |z − y| has a kink at 0; Huber's second derivative jumps at ±delta, which differences feel too.
    private void NoteErrors(double[] z, double[] y)
    {
        for (var c = 0; c < z.Length; c++)
        {
            if (loss is Loss.Mae)
                Note(z[c] - y[c]);
            else if (loss is Loss.Huber huber)
                Note(Math.Abs(z[c] - y[c]) - huber.Delta);
        }
    }

    private void Note(double distance)
    {
        KinkDistance = Math.Min(KinkDistance, Math.Abs(distance));
        Sides = unchecked((Sides * 31) + (distance > 0 ? 1 : 2));
    }
}
