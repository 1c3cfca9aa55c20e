using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>
/// Batch and layer normalisation over rows × cols matrices, row-major, all with the same <c>stride</c>. Sums per column run over rows in
/// ascending order, sums per row in the tree of <see cref="Reductions"/>; the same bits at every vector width. Variances take
/// two passes. y or normalised may be x, but y is never normalised. Formulas and conventions are PyTorch's (torch.nn.BatchNorm1d, LayerNorm).
/// </summary>
public static unsafe class NormalisationKernels
{
    /// <summary>
    /// Batch normalisation in training: per column mean and (biased) variance over the rows, normalised = (x − mean)/√(variance + ε),
    /// y = gamma·normalised + beta. inverseDeviation[c] keeps 1/√(variance + ε) for the backward pass. Running statistics:
    /// r += momentum·(value − r), the variance there unbiased (biased for a single row).
    /// </summary>
    public static void BatchNormForward(float* x, float* normalised, float* y, float* gamma, float* beta, float* inverseDeviation, float* runningMean, float* runningVariance, float momentum, float epsilon, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            BatchNormLoops.Forward<F16>(x, normalised, y, gamma, beta, inverseDeviation, runningMean, runningVariance, momentum, epsilon, rows, cols, stride);
        else if (Ladder.Has8)
            BatchNormLoops.Forward<F8>(x, normalised, y, gamma, beta, inverseDeviation, runningMean, runningVariance, momentum, epsilon, rows, cols, stride);
        else if (Ladder.Has4)
            BatchNormLoops.Forward<F4>(x, normalised, y, gamma, beta, inverseDeviation, runningMean, runningVariance, momentum, epsilon, rows, cols, stride);
        else
            BatchNormLoops.Forward<F1>(x, normalised, y, gamma, beta, inverseDeviation, runningMean, runningVariance, momentum, epsilon, rows, cols, stride);
    }

    /// <summary>Batch normalisation in inference: y = gamma·(x − runningMean)/√(runningVariance + ε) + beta.</summary>
    public static void BatchNormInference(float* x, float* y, float* gamma, float* beta, float* runningMean, float* runningVariance, float epsilon, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            BatchNormLoops.Inference<F16>(x, y, gamma, beta, runningMean, runningVariance, epsilon, rows, cols, stride);
        else if (Ladder.Has8)
            BatchNormLoops.Inference<F8>(x, y, gamma, beta, runningMean, runningVariance, epsilon, rows, cols, stride);
        else if (Ladder.Has4)
            BatchNormLoops.Inference<F4>(x, y, gamma, beta, runningMean, runningVariance, epsilon, rows, cols, stride);
        else
            BatchNormLoops.Inference<F1>(x, y, gamma, beta, runningMean, runningVariance, epsilon, rows, cols, stride);
    }

    /// <summary>
    /// Batch normalisation's backward pass. grad holds dL/dy and ends as dL/dx; gradGamma[c] += Σ dy·normalised, gradBeta[c] += Σ dy.
    /// </summary>
    public static void BatchNormBackward(float* grad, float* normalised, float* gamma, float* inverseDeviation, float* gradGamma, float* gradBeta, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            BatchNormLoops.Backward<F16>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
        else if (Ladder.Has8)
            BatchNormLoops.Backward<F8>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
        else if (Ladder.Has4)
            BatchNormLoops.Backward<F4>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
        else
            BatchNormLoops.Backward<F1>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
    }

    /// <summary>
    /// Layer normalisation: per row mean and (biased) variance over the columns, normalised = (x − mean)/√(variance + ε),
    /// y = gamma·normalised + beta. inverseDeviation[r] keeps 1/√(variance + ε).
    /// </summary>
    public static void LayerNormForward(float* x, float* normalised, float* y, float* gamma, float* beta, float* inverseDeviation, float epsilon, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            LayerNormLoops.Forward<F16>(x, normalised, y, gamma, beta, inverseDeviation, epsilon, rows, cols, stride);
        else if (Ladder.Has8)
            LayerNormLoops.Forward<F8>(x, normalised, y, gamma, beta, inverseDeviation, epsilon, rows, cols, stride);
        else if (Ladder.Has4)
            LayerNormLoops.Forward<F4>(x, normalised, y, gamma, beta, inverseDeviation, epsilon, rows, cols, stride);
        else
            LayerNormLoops.Forward<F1>(x, normalised, y, gamma, beta, inverseDeviation, epsilon, rows, cols, stride);
    }

    /// <summary>
    /// Layer normalisation's backward pass. grad holds dL/dy and ends as dL/dx; gradGamma[c] += Σ dy·normalised, gradBeta[c] += Σ dy
    /// over rows in ascending order.
    /// </summary>
    public static void LayerNormBackward(float* grad, float* normalised, float* gamma, float* inverseDeviation, float* gradGamma, float* gradBeta, int rows, int cols, int stride)
    {
        if (Ladder.Has16)
            LayerNormLoops.Backward<F16>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
        else if (Ladder.Has8)
            LayerNormLoops.Backward<F8>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
        else if (Ladder.Has4)
            LayerNormLoops.Backward<F4>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
        else
            LayerNormLoops.Backward<F1>(grad, normalised, gamma, inverseDeviation, gradGamma, gradBeta, rows, cols, stride);
    }
}
