using Sweep.Core.Randomness;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;

namespace Sweep.Training.Tests.Engine;

public sealed unsafe class GemmTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 16, 1 }, { 2, 17, 3 }, { 3, 31, 8 }, { 7, 32, 9 }, { 8, 33, 16 }, { 9, 48, 1 }, { 15, 64, 5 }, { 16, 16, 33 }, { 23, 80, 64 },
        { 48, 64, 300 }, { 49, 100, 257 }, { 61, 47, 513 }, { 72, 130, 256 }, { 128, 128, 128 }, { 130, 33, 700 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_element_is_one_chain_of_fused_products_in_the_order_of_k(int m, int n, int k)
    {
        foreach (var across in new[] { false, true })
        {
            foreach (var biased in new[] { false, true })
                Check(m, n, k, across, biased);
        }
    }

    // Operands end at guard pages, so that reading or writing beyond them would end the process.
    private static void Check(int m, int n, int k, bool across, bool biased)
    {
        var stride = NetworkPlan.Pad(n);
        var (rowA, stepA) = across ? (1, m) : (k, 1);
        using var a = new GuardedMemory((long)m * k);
        using var b = new GuardedMemory((long)k * stride);
        using var c = new GuardedMemory((long)m * stride);
        using var bias = new GuardedMemory(m);
        using var scratch = new GuardedMemory(Math.Max(1, Gemm.ScratchFloats(m, stride, k)));
        var random = RandomKey.For(3, 0).Sequence(RandomUse.Data);
        Fill(a.Floats, (long)m * k, ref random);
        Fill(b.Floats, (long)k * stride, ref random);
        Fill(c.Floats, (long)m * stride, ref random);
        Fill(bias.Floats, m, ref random);
        Gemm.Multiply(m, stride, k, new MatrixView(a.Floats, rowA, stepA), b.Floats, stride, c.Floats, stride, biased ? bias.Floats : null, scratch.Floats);
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < stride; column++)
            {
                var expected = biased ? bias.Floats[row] : 0f;
                for (var i = 0; i < k; i++)
                    expected = MathF.FusedMultiplyAdd(a.Floats[(row * rowA) + (i * stepA)], b.Floats[(i * stride) + column], expected);
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(c.Floats[(row * stride) + column]));
            }
        }
    }

    private static void Fill(float* values, long count, ref RandomSequence random)
    {
        for (long i = 0; i < count; i++)
            values[i] = (float)((2 * random.NextDouble()) - 1);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(16, 48)]
    [InlineData(64, 32)]
    public void A_transposed_copy_holds_each_element_at_its_mirrored_place(int rows, int columns)
    {
        using var from = new GuardedMemory(rows * columns);
        using var to = new GuardedMemory(rows * columns);
        for (var i = 0; i < rows * columns; i++)
            from.Floats[i] = i;
        Transpose.Copy(from.Floats, columns, to.Floats, rows, rows, columns);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                Assert.Equal((row * columns) + column, to.Floats[(column * rows) + row]);
    }
}
