using FsCheck;
using FsCheck.Fluent;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class LossTests
{
    [Fact]
    public void Softmax_has_the_same_bits_at_every_width_and_stays_in_its_buffers()
        => Prop.ForAll(Shapes.All, shape =>
        {
            if (shape.Cols > 0)
                Rungs.Same(new Softmax(shape.Rows, shape.Cols, shape.Stride));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2, 0f, false)]
    [InlineData(10, 0f, false)]
    [InlineData(10, 0.1f, false)]
    [InlineData(37, 0f, true)]
    [InlineData(37, 0.2f, true)]
    public void Cross_entropy_and_its_gradient_agree_with_double_arithmetic(int classes, float smoothing, bool mixup)
    {
        const int Rows = 17;
        const float Scale = 1f / Rows;
        var stride = classes + 3;
        var z = Samples.Normal(((Rows - 1) * stride) + classes, 21, 3);
        var labels = Enumerable.Range(0, Rows).Select(r => r * 7 % classes).ToArray();
        var second = Enumerable.Range(0, Rows).Select(r => r * 5 % classes).ToArray();
        var weights = Enumerable.Range(0, Rows).Select(r => 1 - (r / 40f)).ToArray();
        using var logits = new Guarded(z);
        using var gradient = new Guarded(new float[z.Length]);
        using var losses = new Guarded(Rows);
        LossSum sum;
        fixed (int* first = labels, other = second)
        fixed (float* share = weights)
            sum = LossKernels.SoftmaxCrossEntropy(logits.Data, Rows, classes, stride, first, mixup ? other : null, mixup ? share : null, smoothing, Scale, gradient.Data, losses.Data);
        var (g, l) = (gradient.ToArray(), losses.ToArray());
        var total = 0.0;
        for (var r = 0; r < Rows; r++)
        {
            var row = z.AsSpan(r * stride, classes).ToArray();
            var normaliser = row.Sum(v => Math.Exp(v));
            var target = new double[classes];
            var w = mixup ? weights[r] : 1;
            target[labels[r]] += (1 - smoothing) * (double)w;
            target[second[r]] += (1 - smoothing) * (1 - (double)w);
            var loss = 0.0;
            for (var c = 0; c < classes; c++)
            {
                target[c] += smoothing / (double)classes;
                loss -= target[c] * (row[c] - Math.Log(normaliser));
                Assert.Equal((Math.Exp(row[c]) / normaliser - target[c]) * Scale, g[(r * stride) + c], 1e-7);
            }

            Assert.Equal(loss, l[r], 3e-6);
            total += loss;
        }

        Assert.Equal(total, sum.Loss, 1e-5);
        Assert.Equal(Enumerable.Range(0, Rows).Count(r => Array.IndexOf(z, z.AsSpan(r * stride, classes).ToArray().Max(), r * stride) - (r * stride) == labels[r]), sum.Correct);
    }

    [Fact]
    public void Huge_logits_give_finite_losses()
    {
        using var logits = new Guarded([3e38f, -3e38f, -200f, 200f]);
        using var losses = new Guarded(2);
        var labels = stackalloc[] { 0, 0 };
        var sum = LossKernels.SoftmaxCrossEntropy(logits.Data, 2, 2, 2, labels, null, null, 0, 1, null, losses.Data);
        Assert.Equal([0, 400f], losses.ToArray());
        Assert.Equal(1, sum.Correct);
    }

    [Fact]
    public void Nan_logits_give_nan_and_are_never_correct()
    {
        using var logits = new Guarded([1f, float.NaN, 0]);
        var label = 0;
        var sum = LossKernels.SoftmaxCrossEntropy(logits.Data, 1, 3, 3, &label, null, null, 0, 1, null, null);
        Assert.True(double.IsNaN(sum.Loss));
        Assert.Equal(0, sum.Correct);
        Assert.Equal(0, LossKernels.CountTopK(logits.Data, 1, 3, 3, &label, 3));
        Assert.Equal(-1, LossKernels.ArgMax(logits.Data, 3));
    }

    [Fact]
    public void The_first_of_equal_logits_is_the_prediction()
    {
        using var logits = new Guarded([0f, 5, 5, 1, 5, 5, 5, 5]);
        var labels = stackalloc[] { 1, 1 };
        Assert.Equal(1, LossKernels.SoftmaxCrossEntropy(logits.Data, 2, 4, 4, labels, null, null, 0, 1, null, null).Correct);
        Assert.Equal(1, LossKernels.ArgMax(logits.Data, 4));
        Assert.Equal(1, LossKernels.CountTopK(logits.Data, 2, 4, 4, labels, 1));
        Assert.Equal(2, LossKernels.CountTopK(logits.Data, 2, 4, 4, labels, 2));
    }

    [Fact]
    public void The_gradient_may_overwrite_the_logits()
    {
        var z = Samples.Normal(60, 31);
        using var logits = new Guarded(z);
        using var inPlace = new Guarded(z);
        using var gradient = new Guarded(60);
        var labels = stackalloc[] { 1, 2, 3, 4, 5, 6 };
        var apart = LossKernels.SoftmaxCrossEntropy(logits.Data, 6, 10, 10, labels, null, null, 0.1f, 0.2f, gradient.Data, null);
        Assert.Equal(apart, LossKernels.SoftmaxCrossEntropy(inPlace.Data, 6, 10, 10, labels, null, null, 0.1f, 0.2f, inPlace.Data, null));
        Assert.Equal(gradient.ToArray(), inPlace.ToArray());
    }

    [Fact]
    public void Binary_cross_entropy_agrees_with_double_arithmetic()
    {
        float[] z = [-30, -2, -0.5f, 0, 0.5f, 2, 30, 3, float.PositiveInfinity, -200];
        float[] y = [0, 1, 0.3f, 1, 0, 1, 1, 0.9f, 1, 0];
        using var logits = new Guarded(z);
        using var targets = new Guarded(y);
        using var gradient = new Guarded(z.Length);
        using var losses = new Guarded(z.Length);
        var sum = LossKernels.BinaryCrossEntropy(logits.Data, z.Length, 1, targets.Data, 0.5f, gradient.Data, losses.Data);
        var (g, l) = (gradient.ToArray(), losses.ToArray());
        for (var i = 0; i < z.Length - 2; i++)
        {
            var exact = (y[i] * Math.Log(1 + Math.Exp(-z[i]))) + ((1 - y[i]) * Math.Log(1 + Math.Exp(z[i])));
            Assert.Equal(exact, l[i], 1e-6 * (1 + exact));
            Assert.Equal(0.5 * ((1 / (1 + Math.Exp(-z[i]))) - y[i]), g[i], 1e-7);
        }

        Assert.Equal([0f, 0f], l[^2..]);
        Assert.Equal(l.Sum(v => (double)v), sum.Loss, 1e-5);
        Assert.Equal(7, sum.Correct);
    }

    [Fact]
    public void Regression_losses_follow_their_formulas()
    {
        const int Rows = 5, Cols = 3, Stride = 4;
        var z = Samples.Normal((Rows * Stride) - 1, 41);
        var y = Samples.Normal(Rows * Cols, 42);
        Check((p, t, g, l) => LossKernels.MeanSquaredError(p, Rows, Cols, Stride, t, Cols, 0.2f, g, l), e => e * e, e => 2 * e);
        Check((p, t, g, l) => LossKernels.Huber(p, Rows, Cols, Stride, t, Cols, 0.5f, 0.2f, g, l), e => Math.Abs(e) <= 0.5 ? e * e / 2 : 0.5 * (Math.Abs(e) - 0.25), e => Math.Clamp(e, -0.5, 0.5));
        Check((p, t, g, l) => LossKernels.MeanAbsoluteError(p, Rows, Cols, Stride, t, Cols, 0.2f, g, l), Math.Abs, e => Math.Sign(e));

        void Check(Kernel kernel, Func<double, double> loss, Func<double, double> slope)
        {
            using var predictions = new Guarded(z);
            using var targets = new Guarded(y);
            using var gradient = new Guarded(new float[z.Length]);
            using var losses = new Guarded(Rows);
            var sum = kernel(predictions.Data, targets.Data, gradient.Data, losses.Data);
            var total = 0.0;
            for (var r = 0; r < Rows; r++)
            {
                var errors = Enumerable.Range(0, Cols).Select(c => (double)z[(r * Stride) + c] - y[(r * Cols) + c]).ToArray();
                Assert.Equal(errors.Average(loss), losses.ToArray()[r], 1e-6);
                total += errors.Average(loss);
                for (var c = 0; c < Cols; c++)
                    Assert.Equal(0.2 * slope(errors[c]) / Cols, gradient.ToArray()[(r * Stride) + c], 1e-7);
            }

            Assert.Equal(total, sum.Loss, 1e-5);
        }
    }

    private delegate LossSum Kernel(float* predictions, float* targets, float* gradient, float* losses);

    private sealed class Softmax(int rows, int classes, int stride) : Rungs.IComputation
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            var n = Shapes.Extent(rows, classes, stride);
            using var logits = new Guarded(rows % 2 == 0 ? Samples.Normal(n, 1, 10) : Samples.Wild(n, 1));
            using var gradient = new Guarded(new float[n]);
            using var probabilities = new Guarded(new float[n]);
            using var losses = new Guarded(rows);
            using var weights = new Guarded([.. Enumerable.Repeat(0.3f, rows)]);
            var labels = stackalloc int[rows + 1];
            var second = stackalloc int[rows + 1];
            for (var r = 0; r < rows; r++)
                (labels[r], second[r]) = (r % classes, (r + 1) % classes);
            LossKernels.Softmax<F>(logits.Data, probabilities.Data, rows, classes, stride);
            var mixed = LossKernels.SoftmaxCrossEntropy<F>(logits.Data, rows, classes, stride, labels, second, weights.Data, 0.1f, 0.5f, gradient.Data, losses.Data);
            var plain = LossKernels.SoftmaxCrossEntropy<F>(logits.Data, rows, classes, stride, labels, null, null, 0, 0.5f, null, null);
            return [gradient.ToArray(), probabilities.ToArray(), losses.ToArray(), [mixed.Correct, plain.Correct], Rungs.Doubles(mixed.Loss, plain.Loss)];
        }
    }
}
