using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <content>
/// Losses of single outputs. Outputs are few, so one loop serves every processor; its functions are the vectors' polynomials.
/// A row's loss is the mean over its outputs; predictions have <c>stride</c>, targets <c>targetStride</c> floats from row to row.
/// </content>
public static unsafe partial class LossKernels
{
    /// <summary>
    /// Binary cross-entropy from logits, one output a row: y·ln(1+exp(−z)) + (1−y)·ln(1+exp(z)), gradient scale·(sigmoid(z) − y).
    /// targets[r] is y in [0, 1], smoothed or mixed already. A row counts as right where z > 0 goes with y > 0.5. Gradient
    /// (with the logits' stride) and losses may be null, and the gradient may be the logits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static LossSum BinaryCrossEntropy(float* logits, int rows, int stride, float* targets, float scale, float* gradient, float* losses)
    {
        var (total, correct) = (0.0, 0);
        for (var row = 0; row < rows; row++)
        {
            var offset = (nint)row * stride;
            var (z, y) = (logits[offset], targets[row]);
            var loss = 0.0;
            if (y != 0)
                loss += y * (double)Softplus(-z);
            if (y != 1)
                loss += (1.0 - y) * Softplus(z);
            if (!float.IsNaN(z) && z > 0 == y > 0.5f)
                correct++;
            total += loss;
            if (losses != null)
                losses[row] = (float)loss;
            if (gradient != null)
                gradient[offset] = scale * (Sigmoid(z) - y);
        }

        return new LossSum(total, correct);
    }

    /// <summary>Mean squared error: (z−y)², gradient scale·2(z−y)/cols. Gradient (with the predictions' stride) and losses may be null.</summary>
    public static LossSum MeanSquaredError(float* predictions, int rows, int cols, int stride, float* targets, int targetStride, float scale, float* gradient, float* losses)
        => Elements(new Squared(), predictions, rows, cols, stride, targets, targetStride, scale, gradient, losses);

    /// <summary>
    /// Huber's loss: (z−y)²/2 within delta, delta·(|z−y| − delta/2) beyond; gradient scale·clamp(z−y, ±delta)/cols. Gradient and losses may be null.
    /// </summary>
    public static LossSum Huber(float* predictions, int rows, int cols, int stride, float* targets, int targetStride, float delta, float scale, float* gradient, float* losses)
        => Elements(new HuberTerm(delta), predictions, rows, cols, stride, targets, targetStride, scale, gradient, losses);

    /// <summary>Mean absolute error: |z−y|, gradient scale·sign(z−y)/cols, 0 where equal. Gradient and losses may be null.</summary>
    public static LossSum MeanAbsoluteError(float* predictions, int rows, int cols, int stride, float* targets, int targetStride, float scale, float* gradient, float* losses)
        => Elements(new Absolute(), predictions, rows, cols, stride, targets, targetStride, scale, gradient, losses);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static LossSum Elements<TTerm>(TTerm term, float* predictions, int rows, int cols, int stride, float* targets, int targetStride, float scale, float* gradient, float* losses)
        where TTerm : struct, ILossTerm
    {
        var total = 0.0;
        var share = scale / cols;
        for (var row = 0; row < rows; row++)
        {
            var offset = (nint)row * stride;
            var target = targets + ((nint)row * targetStride);
            var loss = 0.0;
            for (var c = 0; c < cols; c++)
            {
                var error = predictions[offset + c] - target[c];
                loss += term.Loss(error);
                if (gradient != null)
                    gradient[offset + c] = share * term.Slope(error);
            }

            loss /= cols;
            total += loss;
            if (losses != null)
                losses[row] = (float)loss;
        }

        return new LossSum(total, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Softplus(float z)
    {
        F1.Store(&z, Functions.Softplus(F1.Of(z)));
        return z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sigmoid(float z)
    {
        F1.Store(&z, Functions.Sigmoid(F1.Of(z)));
        return z;
    }

    /// <summary>Loss and slope by the error z − y.</summary>
    private interface ILossTerm
    {
        double Loss(float error);

        float Slope(float error);
    }

    private readonly struct Squared : ILossTerm
    {
        public double Loss(float error) => (double)error * error;

        public float Slope(float error) => 2 * error;
    }

    private readonly struct HuberTerm(float delta) : ILossTerm
    {
        public double Loss(float error)
        {
            var size = Math.Abs((double)error);
            return size <= delta ? 0.5 * size * size : delta * (size - (0.5 * delta));
        }

        public float Slope(float error) => error > delta ? delta : error < -delta ? -delta : error;
    }

    private readonly struct Absolute : ILossTerm
    {
        public double Loss(float error) => Math.Abs((double)error);

        public float Slope(float error) => error > 0 ? 1 : error < 0 ? -1 : error;
    }
}
