using FsCheck;
using FsCheck.Fluent;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class NormalisationTests
{
    private const int Rows = 9, Cols = 21, Stride = 25;
    private const double Epsilon = 1e-5;

    [Fact]
    public void Normalisations_have_the_same_bits_at_every_width_and_stay_in_their_buffers()
        => Prop.ForAll(Shapes.All, shape => Rungs.Same(new Passes(shape.Rows, shape.Cols, shape.Stride))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_and_backward_agree_with_double_arithmetic(bool batch)
    {
        var n = Shapes.Extent(Rows, Cols, Stride);
        var (input, dy) = (Samples.Normal(n, 1, 2), Samples.Normal(n, 2));
        var (scale, shift) = (Samples.Normal(Cols, 3), Samples.Normal(Cols, 4));
        using var x = new Guarded(input);
        using var normalised = new Guarded(new float[n]);
        using var y = new Guarded(new float[n]);
        using var grad = new Guarded(dy);
        using var gamma = new Guarded(scale);
        using var beta = new Guarded(shift);
        using var inverse = new Guarded(Math.Max(Rows, Cols));
        using var mean = new Guarded(new float[Cols]);
        using var variance = new Guarded([.. Enumerable.Repeat(1f, Cols)]);
        using var gradGamma = new Guarded(new float[Cols]);
        using var gradBeta = new Guarded(new float[Cols]);
        if (batch)
        {
            NormalisationKernels.BatchNormForward(x.Data, normalised.Data, y.Data, gamma.Data, beta.Data, inverse.Data, mean.Data, variance.Data, 0.1f, (float)Epsilon, Rows, Cols, Stride);
            NormalisationKernels.BatchNormBackward(grad.Data, normalised.Data, gamma.Data, inverse.Data, gradGamma.Data, gradBeta.Data, Rows, Cols, Stride);
        }
        else
        {
            NormalisationKernels.LayerNormForward(x.Data, normalised.Data, y.Data, gamma.Data, beta.Data, inverse.Data, (float)Epsilon, Rows, Cols, Stride);
            NormalisationKernels.LayerNormBackward(grad.Data, normalised.Data, gamma.Data, inverse.Data, gradGamma.Data, gradBeta.Data, Rows, Cols, Stride);
        }

        var (expected, means, variances) = Exact(Array.ConvertAll(input, v => (double)v), scale, shift, batch);
        var (actual, dx) = (y.ToArray(), grad.ToArray());
        for (var r = 0; r < Rows; r++)
        {
            for (var c = 0; c < Cols; c++)
            {
                var i = (r * Stride) + c;
                Assert.Equal(expected[i], actual[i], 5e-6);

                // dL/dx by central differences of L = Σ dy·y in double.
                var (up, down) = (Array.ConvertAll(input, v => (double)v), Array.ConvertAll(input, v => (double)v));
                up[i] += 1e-5;
                down[i] -= 1e-5;
                Assert.Equal((Loss(up) - Loss(down)) / 2e-5, dx[i], 1e-5);
            }
        }

        for (var c = 0; c < Cols; c++)
        {
            Assert.Equal(Enumerable.Range(0, Rows).Sum(r => (double)dy[(r * Stride) + c]), gradBeta.ToArray()[c], 1e-5);
            Assert.Equal(Enumerable.Range(0, Rows).Sum(r => dy[(r * Stride) + c] * (expected[(r * Stride) + c] - shift[c]) / scale[c]), gradGamma.ToArray()[c], 1e-4);
            if (batch)
            {
                Assert.Equal(0.1 * means[c], mean.ToArray()[c], 1e-6);
                Assert.Equal(0.9 + (0.1 * variances[c] * Rows / (Rows - 1)), variance.ToArray()[c], 1e-5);
            }
        }

        double Loss(double[] at)
        {
            var (values, _, _) = Exact(at, scale, shift, batch);
            return Enumerable.Range(0, Rows).Sum(r => Enumerable.Range(0, Cols).Sum(c => values[(r * Stride) + c] * dy[(r * Stride) + c]));
        }
    }

    [Fact]
    public void Inference_uses_the_running_statistics()
    {
        using var x = new Guarded([3f, -1f]);
        using var y = new Guarded(2);
        using var gamma = new Guarded([2f, 1f]);
        using var beta = new Guarded([1f, 0f]);
        using var mean = new Guarded([1f, -1f]);
        using var variance = new Guarded([3.75f, 7f]);
        NormalisationKernels.BatchNormInference(x.Data, y.Data, gamma.Data, beta.Data, mean.Data, variance.Data, 0.25f, 1, 2, 2);
        Assert.Equal([3f, 0f], y.ToArray());
    }

    private static (double[] Y, double[] Means, double[] Variances) Exact(double[] x, float[] gamma, float[] beta, bool batch)
    {
        var y = new double[x.Length];
        var (outer, inner) = batch ? (Cols, Rows) : (Rows, Cols);
        var (means, variances) = (new double[outer], new double[outer]);
        for (var o = 0; o < outer; o++)
        {
            int At(int i) => batch ? (i * Stride) + o : (o * Stride) + i;
            means[o] = Enumerable.Range(0, inner).Average(i => x[At(i)]);
            variances[o] = Enumerable.Range(0, inner).Average(i => Math.Pow(x[At(i)] - means[o], 2));
            for (var i = 0; i < inner; i++)
            {
                var c = batch ? o : i;
                y[At(i)] = (gamma[c] * (x[At(i)] - means[o]) / Math.Sqrt(variances[o] + Epsilon)) + beta[c];
            }
        }

        return (y, means, variances);
    }

    private sealed class Passes(int rows, int cols, int stride) : Rungs.IComputation
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            var n = Shapes.Extent(rows, cols, stride);
            using var x = new Guarded(Samples.Normal(n, 1));
            using var normalised = new Guarded(new float[n]);
            using var y = new Guarded(new float[n]);
            using var inference = new Guarded(new float[n]);
            using var grad = new Guarded(Samples.Normal(n, 2));
            using var gamma = new Guarded(Samples.Normal(cols, 3));
            using var beta = new Guarded(Samples.Normal(cols, 4));
            using var columns = new Guarded(new float[cols]);
            using var inverseRows = new Guarded(new float[rows]);
            using var mean = new Guarded(Samples.Normal(cols, 5));
            using var variance = new Guarded([.. Samples.Normal(cols, 6).Select(Math.Abs)]);
            using var gradGamma = new Guarded(Samples.Normal(cols, 7));
            using var gradBeta = new Guarded(Samples.Normal(cols, 8));
            BatchNormLoops.Forward<F>(x.Data, normalised.Data, y.Data, gamma.Data, beta.Data, columns.Data, mean.Data, variance.Data, 0.1f, 1e-5f, rows, cols, stride);
            BatchNormLoops.Backward<F>(grad.Data, normalised.Data, gamma.Data, columns.Data, gradGamma.Data, gradBeta.Data, rows, cols, stride);
            BatchNormLoops.Inference<F>(x.Data, inference.Data, gamma.Data, beta.Data, mean.Data, variance.Data, 1e-5f, rows, cols, stride);
            LayerNormLoops.Forward<F>(y.Data, normalised.Data, y.Data, gamma.Data, beta.Data, inverseRows.Data, 1e-5f, rows, cols, stride);
            LayerNormLoops.Backward<F>(grad.Data, normalised.Data, gamma.Data, inverseRows.Data, gradGamma.Data, gradBeta.Data, rows, cols, stride);
            return
            [
                normalised.ToArray(), y.ToArray(), inference.ToArray(), grad.ToArray(), columns.ToArray(), inverseRows.ToArray(), mean.ToArray(), variance.ToArray(),
                gradGamma.ToArray(), gradBeta.ToArray(),
            ];
        }
    }
}
