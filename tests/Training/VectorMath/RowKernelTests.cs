using FsCheck;
using FsCheck.Fluent;
using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

public sealed unsafe class RowKernelTests
{
    [Fact]
    public void Row_arithmetic_has_the_same_bits_at_every_width_and_stays_in_its_buffers()
        => Prop.ForAll(Shapes.All, shape => Rungs.Same(new Arithmetic(shape.Rows, shape.Cols, shape.Stride))).QuickCheckThrowOnFailure();

    [Fact]
    public void Row_arithmetic_rounds_each_element_once()
        => Prop.ForAll(Gen.Choose(0, 200).ToArbitrary(), n =>
        {
            var (first, second) = (Samples.Normal(n, 1), Samples.Normal(n, 2));
            using var x = new Guarded(first);
            using var y = new Guarded(second);
            RowKernels.Add(x.Data, y.Data, n);
            RowKernels.Multiply(x.Data, y.Data, n);
            RowKernels.Scale(x.Data, 0.3f, n);
            RowKernels.AddScaled(x.Data, 1.7f, y.Data, n);
            Assert.Equal(first.Zip(second, (a, b) => MathF.FusedMultiplyAdd(1.7f, b, (a + b) * b * 0.3f)), x.ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Transposing_moves_each_element_to_its_mirror_place()
        => Prop.ForAll(
            (from rows in Gen.Choose(0, 40) from cols in Gen.Choose(0, 40) from gap in Gen.Choose(0, 9) select (rows, cols, gap)).ToArbitrary(),
            shape =>
            {
                var (rows, cols, gap) = shape;
                var values = Samples.Normal(Shapes.Extent(rows, cols, cols + gap), 3);
                using var from = new Guarded(values);
                using var to = new Guarded(new float[Shapes.Extent(cols, rows, rows + gap)]);
                RowKernels.Transpose(from.Data, rows, cols, cols + gap, to.Data, rows + gap);
                var result = to.ToArray();
                var expected = new float[result.Length];
                for (var r = 0; r < rows; r++)
                {
                    for (var c = 0; c < cols; c++)
                        expected[(c * (rows + gap)) + r] = values[(r * (cols + gap)) + c];
                }

                Assert.Equal(expected, result);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Squares_of_rows_and_columns_agree_with_double_arithmetic()
    {
        const int Rows = 11, Cols = 53, Stride = 60;
        var values = Samples.Normal(Shapes.Extent(Rows, Cols, Stride), 4);
        using var x = new Guarded(values);
        var rows = stackalloc double[Rows];
        var columns = stackalloc double[Cols];
        RowKernels.RowSquares(x.Data, rows, Rows, Cols, Stride);
        RowKernels.ColumnSquares(x.Data, columns, Rows, Cols, Stride);

        for (var r = 0; r < Rows; r++)
            Assert.Equal(Enumerable.Range(0, Cols).Sum(c => Math.Pow(values[(r * Stride) + c], 2)), rows[r], 1e-12);
        for (var c = 0; c < Cols; c++)
            Assert.Equal(Enumerable.Range(0, Rows).Sum(r => Math.Pow(values[(r * Stride) + c], 2)), columns[c], 1e-12);
    }

    [Fact]
    public void Columns_are_scaled_and_shifted_each_by_its_own_number()
    {
        using var x = new Guarded([1f, 2, 99, 3, 4]);
        using var row = new Guarded([10f, 100]);
        RowKernels.ScaleColumns(x.Data, row.Data, 2, 2, 3);
        RowKernels.AddRow(x.Data, row.Data, 2, 2, 3);
        Assert.Equal([20f, 300, 99, 40, 500], x.ToArray());
    }

    private sealed class Arithmetic(int rows, int cols, int stride) : Rungs.IComputation
    {
        public float[][] Run<F>()
            where F : unmanaged, ISimd<F>
        {
            var n = Shapes.Extent(rows, cols, stride);
            using var x = new Guarded(Samples.Wild(n, 1));
            using var y = new Guarded(Samples.Wild(n, 2));
            var squares = new double[cols];
            fixed (double* to = squares)
                RowKernels.ColumnSquares<F>(x.Data, to, rows, cols, stride);
            RowKernels.Scale<F>(x.Data, 0.7f, n);
            RowKernels.Add<F>(x.Data, y.Data, n);
            RowKernels.Multiply<F>(x.Data, y.Data, n);
            RowKernels.AddScaled<F>(y.Data, -0.3f, x.Data, n);
            return [x.ToArray(), y.ToArray(), Rungs.Doubles(squares)];
        }
    }
}
