namespace Sweep.Core.Verdicts;

/// <summary>One layer of <see cref="DepthLaw"/>. What was not measured is NaN.</summary>
/// <param name="Layer">The layer, from 1; the output layer is the last.</param>
/// <param name="Gradient">Measured: mean norm of the layer's gradient over that of the output layer's.</param>
/// <param name="Signal">Measured: the same for the gradient at the layer's pre-activations, |δ_l|/|δ_L|, which is what the law bounds: the layer's gradient over √(1+|a|²) of its inputs a.</param>
/// <param name="Slope">Greatest derivative of the layer's activation; 1 for the output layer.</param>
/// <param name="WeightNorm">Frobenius norm of the layer's weights.</param>
/// <param name="Factor">Most that the next layer leaves of a gradient on its way here: slope × the next layer's weight norm; 1 for the output layer.</param>
/// <param name="Bound">Product of the factors from here to the output layer: |δ_l|/|δ_L| is at most this.</param>
/// <param name="TightBound">The same from spectral norms at probed samples (<c>probes.jacobian</c>); at most <see cref="Bound"/> but for the probe's own error.</param>
public sealed record DepthLawLayer(
    int Layer, double Gradient, double Signal, double Slope, double WeightNorm, double Factor, double Bound, double TightBound);
