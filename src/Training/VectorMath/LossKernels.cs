using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath;

/// <summary>
/// Losses with their gradients, over rows × cols matrices, row-major, <c>stride</c> floats from row to row. Sums over rows
/// run in ascending order in double. Gradients are multiplied by <c>scale</c>, 1/batch for a mean over samples.
/// </summary>
public static unsafe partial class LossKernels
{
    /// <summary>
    /// Softmax cross-entropy from logits (log-sum-exp with the row's greatest subtracted). The target of row r is
    /// (1 − smoothing)·onehot(labels[r]) + smoothing/classes; with mixup (second not null) the one-hot part is
    /// weights[r]·onehot(labels[r]) + (1 − weights[r])·onehot(second[r]).
    /// Writes gradient = scale·(softmax − target), where gradient is not null (it may be the logits), and each row's loss to losses,
    /// where that is not null. Returns the losses' sum and the number of rows whose greatest logit (the first of equals) is at labels[r].
    /// A row with a NaN logit has a NaN loss and is never correct.
    /// </summary>
    public static LossSum SoftmaxCrossEntropy(float* logits, int rows, int classes, int stride, int* labels, int* second, float* weights, float smoothing, float scale, float* gradient, float* losses)
        => Ladder.Has16 ? SoftmaxCrossEntropy<F16>(logits, rows, classes, stride, labels, second, weights, smoothing, scale, gradient, losses)
            : Ladder.Has8 ? SoftmaxCrossEntropy<F8>(logits, rows, classes, stride, labels, second, weights, smoothing, scale, gradient, losses)
            : Ladder.Has4 ? SoftmaxCrossEntropy<F4>(logits, rows, classes, stride, labels, second, weights, smoothing, scale, gradient, losses)
            : SoftmaxCrossEntropy<F1>(logits, rows, classes, stride, labels, second, weights, smoothing, scale, gradient, losses);

    /// <summary>Softmax of each row, in place allowed.</summary>
    public static void Softmax(float* logits, float* probabilities, int rows, int classes, int stride)
    {
        if (Ladder.Has16)
            Softmax<F16>(logits, probabilities, rows, classes, stride);
        else if (Ladder.Has8)
            Softmax<F8>(logits, probabilities, rows, classes, stride);
        else if (Ladder.Has4)
            Softmax<F4>(logits, probabilities, rows, classes, stride);
        else
            Softmax<F1>(logits, probabilities, rows, classes, stride);
    }

    /// <summary>Index of the greatest of n values, the first of equals; −1 where one is NaN.</summary>
    public static int ArgMax(float* x, int n)
    {
        var best = 0;
        for (var i = 0; i < n; i++)
        {
            if (float.IsNaN(x[i]))
                return -1;
            if (x[i] > x[best])
                best = i;
        }

        return best;
    }

    /// <summary>
    /// Rows whose label's logit is among the k greatest; of equals those with the lower class come first. A row with a NaN logit does not count.
    /// </summary>
    public static int CountTopK(float* logits, int rows, int classes, int stride, int* labels, int k)
    {
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            var z = logits + ((nint)row * stride);
            var label = labels[row];
            var ahead = 0;
            for (var c = 0; c < classes; c++)
            {
                if (float.IsNaN(z[c]))
                    ahead = k;
                else if (z[c] > z[label] || (z[c] == z[label] && c < label))
                    ahead++;
            }

            if (ahead < k)
                count++;
        }

        return count;
    }
}
