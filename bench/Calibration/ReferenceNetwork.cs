using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Calibration;

/// <summary>A plain fully connected network in double precision, forward and backward by the textbook's loops.</summary>
internal sealed class ReferenceNetwork
{
    private readonly double[][,] _weights;
    private readonly double[][] _biases;
    private readonly ReferenceActivation[] _activations;

    /// <summary>Draws the weights.</summary>
    public ReferenceNetwork(TrialConfig config, PreparedData data, RandomKey key)
    {
        var model = config.Model;
        int[] widths = [data.Features, .. model.HiddenWidths(), data.Task == TaskKind.Regression ? 1 : data.Classes];
        var layers = widths.Length - 1;
        var overrides = model.Layers.ToDictionary(l => l.Layer);
        _weights = new double[layers][,];
        _biases = new double[layers][];
        _activations = new ReferenceActivation[layers - 1];
        for (var l = 0; l < layers; l++)
        {
            var random = key.Sequence(RandomUse.Weights, (uint)l);
            var own = overrides.GetValueOrDefault(l + 1);
            var activation = l == layers - 1 ? null : own?.Activation ?? model.Activation;
            if (activation is not null)
                _activations[l] = new(activation);
            var law = new ReferenceLaw(AutoInitialisation.Resolve(own?.Init ?? model.Init, activation), widths[l], widths[l + 1]);
            var bias = new ReferenceLaw(model.BiasInit, widths[l], widths[l + 1]);
            _weights[l] = new double[widths[l + 1], widths[l]];
            _biases[l] = new double[widths[l + 1]];
            for (var j = 0; j < widths[l + 1]; j++)
            {
                for (var i = 0; i < widths[l]; i++)
                    _weights[l][j, i] = law.Draw(ref random);
                _biases[l][j] = bias.Draw(ref random);
            }
        }
    }

    private ReferenceNetwork(ReferenceNetwork other, double[][,] weights)
        => (_weights, _biases, _activations) = (weights, other._biases, other._activations);

    /// <summary>The same network with one weight changed.</summary>
    public ReferenceNetwork With(int layer, int unit, int input, double change)
    {
        var weights = _weights.Select(w => (double[,])w.Clone()).ToArray();
        weights[layer][unit, input] += change;
        return new(this, weights);
    }

    /// <summary>The mean gradient of one weight over the first rows.</summary>
    public double Gradient(SampleSet set, int rows, int layer, int unit, int input)
    {
        var gradients = NewGradients();
        Pass(set, rows, gradients);
        return gradients[layer][unit, input];
    }

    /// <summary>One forward and backward pass over the first rows.</summary>
    public InitialState Measure(SampleSet set, int rows) => Pass(set, rows, NewGradients());

    private double[][,] NewGradients() => [.. _weights.Select(w => new double[w.GetLength(0), w.GetLength(1) + 1])];

    private InitialState Pass(SampleSet set, int rows, double[][,] gradients)
    {
        var layers = _weights.Length;
        var features = _weights[0].GetLength(1);
        var saturated = new double[layers - 1];
        var alive = _activations.Select((_, l) => new bool[_biases[l].Length]).ToArray();
        double loss = 0, greatest = 0;
        for (var row = 0; row < rows; row++)
        {
            var values = new double[layers + 1][];
            var slopes = new double[layers - 1][];
            values[0] = [.. set.Inputs.AsSpan(row * features, features).ToArray().Select(x => (double)x)];
            for (var l = 0; l < layers; l++)
            {
                var z = Forward(l, values[l]);
                if (l < layers - 1)
                {
                    slopes[l] = [.. z.Select(_activations[l].Slope)];
                    for (var j = 0; j < z.Length; j++)
                    {
                        var flat = Math.Abs(slopes[l][j]) < 0.01 * _activations[l].Greatest;
                        saturated[l] += flat ? 1.0 / (z.Length * rows) : 0;
                        alive[l][j] |= !flat;
                    }
                }

                values[l + 1] = l < layers - 1 ? [.. z.Select(_activations[l].Value)] : z;
                foreach (var value in values[l + 1])
                    greatest = double.IsFinite(value) ? Math.Max(greatest, Math.Abs(value)) : double.PositiveInfinity;
            }

            var delta = LossGradient(set, row, values[layers], ref loss);
            for (var l = layers - 1; l >= 0; l--)
            {
                for (var j = 0; j < delta.Length; j++)
                {
                    for (var i = 0; i < values[l].Length; i++)
                        gradients[l][j, i] += delta[j] * values[l][i] / rows;
                    gradients[l][j, values[l].Length] += delta[j] / rows;
                }

                if (l > 0)
                    delta = Back(l, delta, slopes[l - 1]);
            }
        }

        return new(
            Norm(gradients[0]) / Norm(gradients[^1]), loss / rows, greatest, saturated,
            [.. alive.Select(a => (double)a.Count(x => !x) / a.Length)]);
    }

    private double[] Forward(int layer, double[] inputs)
    {
        var z = (double[])_biases[layer].Clone();
        for (var j = 0; j < z.Length; j++)
        {
            for (var i = 0; i < inputs.Length; i++)
                z[j] += _weights[layer][j, i] * inputs[i];
        }

        return z;
    }

    private double[] Back(int layer, double[] delta, double[] slopes)
    {
        var back = new double[slopes.Length];
        for (var i = 0; i < back.Length; i++)
        {
            for (var j = 0; j < delta.Length; j++)
                back[i] += _weights[layer][j, i] * delta[j];
            back[i] *= slopes[i];
        }

        return back;
    }

    // Cross-entropy over classes, squared error for numbers: the losses that specs get by themselves.
    private static double[] LossGradient(SampleSet set, int row, double[] outputs, ref double loss)
    {
        if (set.Labels.Length == 0)
        {
            var error = outputs[0] - set.Targets[row];
            loss += error * error;
            return [2 * error];
        }

        var top = outputs.Max();
        var exponentials = outputs.Select(o => Math.Exp(o - top)).ToArray();
        var sum = exponentials.Sum();
        loss += Math.Log(sum) + top - outputs[set.Labels[row]];
        return [.. exponentials.Select((e, c) => (e / sum) - (c == set.Labels[row] ? 1 : 0))];
    }

    private static double Norm(double[,] values)
    {
        var scale = 0.0;
        foreach (var value in values)
            scale = Math.Max(scale, Math.Abs(value));
        if (scale == 0 || !double.IsFinite(scale))
            return scale;
        var sum = 0.0;
        foreach (var value in values)
            sum += value / scale * (value / scale);
        return scale * Math.Sqrt(sum);
    }
}
