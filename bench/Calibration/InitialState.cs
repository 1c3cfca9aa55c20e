using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Bench.Calibration;

/// <summary>
/// A network before its first step, written once more in double precision and drawn anew from the same laws: what follows
/// from depth, scale and activation, and not from the engine. Medians over a few draws. Plain layers alone: no
/// normalisation, no residual links.
/// </summary>
/// <param name="GradientRatio">L2 norm of the first layer's gradient over the last layer's, biases included, mean over the batch.</param>
/// <param name="Loss">Mean loss.</param>
/// <param name="GreatestOutput">Greatest magnitude of any activation or output; infinity where double precision overflows.</param>
/// <param name="SaturatedShare">Share of each hidden layer's derivatives below 1 % of the greatest.</param>
/// <param name="DeadShare">Share of each hidden layer's units of which that holds for every sample.</param>
internal sealed record InitialState(double GradientRatio, double Loss, double GreatestOutput, double[] SaturatedShare, double[] DeadShare)
{
    private const int Draws = 3;
    private const int Rows = 400;

    /// <summary>The state of a configuration.</summary>
    public static InitialState Of(TrialConfig config, PreparedData data, RandomKey key)
    {
        var rows = Math.Min(Rows, data.Train.Rows);
        var states = Enumerable.Range(0, Draws)
            .Select(draw => new ReferenceNetwork(config, data, RandomKey.For(key.Value, draw + 1)).Measure(data.Train, rows))
            .ToList();
        var layers = states[0].SaturatedShare.Length;
        return new(
            Middle(states.Select(s => s.GradientRatio)), Middle(states.Select(s => s.Loss)), Middle(states.Select(s => s.GreatestOutput)),
            [.. Enumerable.Range(0, layers).Select(l => Middle(states.Select(s => s.SaturatedShare[l])))],
            [.. Enumerable.Range(0, layers).Select(l => Middle(states.Select(s => s.DeadShare[l])))]);
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Draws / 2);
}
