using Sweep.Core.Configuration;
using Sweep.Training.Planning;

namespace Sweep.Training.Tests.Engine;

/// <summary>
/// The network and its loss once more, in double, by plain loops over samples and units and straight from the formulas. It
/// shares nothing with the engine but the places of the parameters.
/// </summary>
internal sealed class ReferenceNetwork(NetworkPlan plan, double[] parameters, double[]?[] masks)
{
    /// <summary>Mean loss over the batch; inputs and targets are samples × features and samples × outputs.</summary>
    public double Loss(double[][] inputs, double[][] targets, Loss loss)
    {
        var outputs = Forward(inputs);
        var sum = 0.0;
        for (var b = 0; b < inputs.Length; b++)
            sum += Loss(outputs[b], targets[b], loss);
        return sum / inputs.Length;
    }

    public double[][] Forward(double[][] inputs)
    {
        var history = new List<double[][]> { inputs };
        foreach (var layer in plan.Layers)
        {
            var x = history[^1];
            var z = Map(x, row => Dense(layer.Weights, row, unit => parameters[layer.Bias.Offset + unit]));
            if (layer.IsHidden)
            {
                if (layer.NormalizesBefore)
                    z = Normalize(layer, z);
                z = Map(z, row => [.. row.Select(value => Activate(layer, value))]);
                if (layer.NormalizesAfter)
                    z = Normalize(layer, z);
                if (layer.Drops)
                    z = Drop(layer, z);
                if (layer.SkipFrom >= 0)
                    z = AddSkip(layer, z, history[layer.SkipFrom]);
            }

            history.Add(z);
        }

        return history[^1];
    }

    private static double[][] Map(double[][] rows, Func<double[], double[]> map) => [.. rows.Select(map)];

    private double[] Dense(ParameterSegment weights, double[] row, Func<int, double> start)
    {
        var result = new double[weights.Rows];
        for (var unit = 0; unit < result.Length; unit++)
        {
            result[unit] = start(unit);
            for (var i = 0; i < row.Length; i++)
                result[unit] += parameters[weights.Offset + ((long)unit * weights.Stride) + i] * row[i];
        }

        return result;
    }

    private double[][] AddSkip(LayerPlan layer, double[][] branch, double[][] from)
        => [.. branch.Select((row, b) =>
        {
            var link = layer.Projection.IsEmpty ? from[b] : Dense(layer.Projection, from[b], _ => 0);
            return row.Select((value, unit) => value + link[unit]).ToArray();
        })];

    // Masks are factors, units × samples; alpha dropout puts SELU's limit in place of what it drops.
    private double[][] Drop(LayerPlan layer, double[][] rows)
    {
        var mask = masks[layer.Number - 1]!;
        var samples = rows.Length;
        return [.. rows.Select((row, b) => row.Select((value, unit) =>
        {
            var factor = mask[(unit * samples) + b];
            if (layer.AlphaDropout == 0)
                return value * factor;
            const double Limit = -1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;
            var kept = 1 - layer.AlphaDropout;
            var a = Math.Pow(kept + (Limit * Limit * kept * (1 - kept)), -0.5);
            var shift = -a * (1 - kept) * Limit;
            return (a * (factor == 0 ? Limit : value)) + shift;
        }).ToArray())];
    }

    private double[][] Normalize(LayerPlan layer, double[][] rows)
    {
        var standardized = layer.Normalization switch
        {
            Normalisation.LayerNorm perSample => Map(rows, row => Standardize(row, perSample.Epsilon)),
            Normalisation.BatchNorm perBatch => Transposed(Map(Transposed(rows), unit => Standardize(unit, perBatch.Epsilon))),
            _ => rows,
        };
        return Map(standardized, row => [.. row.Select((value, unit) => (value * parameters[layer.Scale.Offset + unit]) + parameters[layer.Shift.Offset + unit])]);
    }

    private static double[] Standardize(double[] values, double epsilon)
    {
        var mean = values.Average();
        var variance = values.Average(value => (value - mean) * (value - mean));
        return [.. values.Select(value => (value - mean) / Math.Sqrt(variance + epsilon))];
    }

    private static double[][] Transposed(double[][] rows)
        => [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Select(row => row[column]).ToArray())];

    private double Activate(LayerPlan layer, double x) => layer.Activation switch
    {
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.Relu => Math.Max(0, x),
        Activation.LeakyRelu leaky => x > 0 ? x : leaky.Slope * x,
        Activation.Prelu => x > 0 ? x : parameters[layer.Slope.Offset] * x,
        Activation.Elu elu => x > 0 ? x : elu.Alpha * (Math.Exp(x) - 1),
        Activation.Selu => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * (Math.Exp(x) - 1)),
        Activation.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Softplus => Math.Log(1 + Math.Exp(x)),
        Activation.HardTanh => Math.Clamp(x, -1, 1),
        _ => x,
    };

    // 2/√π·exp(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!! (Abramowitz and Stegun 7.1.6), which has no cancellation.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; n < 200; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Loss(double[] z, double[] y, Loss loss)
    {
        switch (loss)
        {
            case Core.Configuration.Loss.CrossEntropy:
                var log = Math.Log(z.Sum(Math.Exp));
                return z.Zip(y, (value, target) => target * (log - value)).Sum();
            case Core.Configuration.Loss.BinaryCrossEntropy:
                return Math.Log(1 + Math.Exp(z[0])) - (y[0] * z[0]);
            default:
                return z.Zip(y, (value, target) => Pointwise(value - target, loss)).Average();
        }
    }

    private static double Pointwise(double d, Loss loss) => loss switch
    {
        Core.Configuration.Loss.Mse => d * d,
        Core.Configuration.Loss.Huber huber => Math.Abs(d) <= huber.Delta ? d * d / 2 : huber.Delta * (Math.Abs(d) - (huber.Delta / 2)),
        _ => Math.Abs(d),
    };
}
