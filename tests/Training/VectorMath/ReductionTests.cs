using FsCheck;
using FsCheck.Fluent;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class ReductionTests
{
    private static readonly Arbitrary<int> Lengths = Gen.Choose(0, 300).ToArbitrary();

    [Fact]
    public void Sums_have_the_same_bits_at_every_width()
        => Prop.ForAll(Lengths, n => Rungs.Same(new Sums(Samples.Normal(n, 1), Samples.Normal(n, 2)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_of_any_floats_have_the_same_bits_at_every_width()
        => Prop.ForAll(Lengths, n => Rungs.Same(new Sums(Samples.Wild(n, 1), Samples.Wild(n, 2)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_agree_with_double_arithmetic()
        => Prop.ForAll(Lengths, n =>
        {
            var x = Samples.Normal(n, 7);
            using var data = new Guarded(x);
            var tolerance = (n + 1) * 1e-6;
            Assert.Equal(x.Sum(v => (double)v), Reductions.Sum(data.Data, n), tolerance);
            Assert.Equal(x.Sum(v => Math.Abs((double)v)), Reductions.SumAbs(data.Data, n), tolerance);
            Assert.Equal(x.Sum(v => (double)v * v), Reductions.SumSquares(data.Data, n), tolerance);
            Assert.Equal(x.Sum(v => (double)v), Reductions.SumDouble(data.Data, n), 1e-12);
            Assert.Equal(x.Sum(v => Math.Abs((double)v)), Reductions.SumAbsDouble(data.Data, n), 1e-12);
            Assert.Equal(x.Sum(v => (double)v * v), Reductions.SumSquaresDouble(data.Data, n), 1e-12);
            Assert.Equal(n == 0 ? 0 : x.Max(Math.Abs), Reductions.MaxAbs(data.Data, n));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_tree_of_a_sum_is_the_documented_one()
    {
        var x = Samples.Normal(1_000, 9);
        var lanes = new float[64];
        for (var i = 0; i < x.Length; i++)
            lanes[i % 64] += x[i];
        for (var half = 32; half > 0; half /= 2)
        {
            for (var lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        }

        using var data = new Guarded(x);
        Assert.Equal(lanes[0], Reductions.Sum(data.Data, x.Length));
    }

    [Fact]
    public void Squares_of_the_greatest_floats_do_not_overflow_in_double()
    {
        using var data = new Guarded([float.MaxValue, float.MinValue]);
        Assert.Equal(2.0 * float.MaxValue * float.MaxValue, Reductions.SumSquaresDouble(data.Data, 2));
    }

    [Fact]
    public void Nan_and_infinite_elements_are_counted_apart()
    {
        var x = Samples.Wild(5_000, 4);
        using var data = new Guarded(x);
        Assert.Equal((x.LongCount(float.IsNaN), x.LongCount(float.IsInfinity)), Reductions.CountNonFinite(data.Data, x.Length));
    }

    [Fact]
    public void Column_sums_add_rows_in_ascending_order()
    {
        const int Rows = 13, Cols = 75, Stride = 80;
        var x = Samples.Normal(Rows * Stride, 5);
        var expected = new float[Cols];
        for (var r = 0; r < Rows; r++)
        {
            for (var c = 0; c < Cols; c++)
                expected[c] += x[(r * Stride) + c];
        }

        using var data = new Guarded(x);
        using var sums = new Guarded(new float[Cols]);
        Reductions.AddColumnSums(data.Data, sums.Data, Rows, Cols, Stride);
        Assert.Equal(expected, sums.ToArray());
    }

    [Fact]
    public void The_histogram_files_each_magnitude_under_its_binary_logarithm()
    {
        var x = Samples.Wild(4_999, 6);
        var expected = new long[Reductions.HistogramBins];
        foreach (var v in x.Where(v => !float.IsNaN(v)))
        {
            var log = v == 0 ? -64 : float.IsInfinity(v) ? 15 : Math.ILogB((double)v);
            expected[Math.Clamp(log, -64, 15) + 64]++;
        }

        var bins = new long[Reductions.HistogramBins];
        using var data = new Guarded(x);
        Reductions.Log2Histogram(data.Data, x.Length, bins);
        Assert.Equal(expected, bins);
    }

    private sealed class Sums(float[] first, float[] second) : Rungs.IComputation
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            var n = first.Length;
            using var x = new Guarded(first);
            using var y = new Guarded(second);
            var cols = Math.Max(n / 3, 1);
            using var columns = new Guarded(new float[cols]);
            Reductions.AddColumnSums<F>(x.Data, columns.Data, n / cols, cols, cols);
            var (nan, infinite) = Reductions.CountNonFinite<F>(x.Data, n);
            return
            [
                [
                    Reductions.Sum<F, Reductions.Plain>(x.Data, n), Reductions.Sum<F, Reductions.Magnitude>(x.Data, n),
                    Reductions.SumSquares<F>(x.Data, n), Reductions.Dot<F>(x.Data, y.Data, n), Reductions.MaxAbs<F>(x.Data, n), nan, infinite,
                ],
                Rungs.Doubles(
                    Reductions.SumDouble<F, Reductions.Plain>(x.Data, n),
                    Reductions.SumDouble<F, Reductions.Magnitude>(x.Data, n),
                    Reductions.DotDouble<F>(x.Data, y.Data, n),
                    Reductions.DotDouble<F>(x.Data, x.Data, n),
                    Reductions.SumNegativeProducts<F>(x.Data, y.Data, n)),
                columns.ToArray(),
            ];
        }
    }
}
