using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Tests.VectorMath;

/// <summary>Runs one computation on every rung that this processor has and demands the same bits.</summary>
internal static class Rungs
{
    /// <summary>A computation over guarded buffers that says, array by array, what came out.</summary>
    internal interface IComputation
    {
        float[][] Run<F>()
            where F : unmanaged, ISimd<F>;
    }

    /// <summary>The scalar rung's results, after all others were found to equal them.</summary>
    public static float[][] Same(IComputation computation)
    {
        var expected = computation.Run<F1>();
        if (Ladder.Has4)
            Equal(expected, computation.Run<F4>(), 4);
        if (Ladder.Has8)
            Equal(expected, computation.Run<F8>(), 8);
        if (Ladder.Has16)
            Equal(expected, computation.Run<F16>(), 16);
        return expected;
    }

    /// <summary>Doubles as their bits in pairs of floats; all NaNs as one.</summary>
    public static float[] Doubles(params double[] values)
    {
        var bits = values.Select(v => double.IsNaN(v) ? BitConverter.DoubleToUInt64Bits(1.5) : BitConverter.DoubleToUInt64Bits(v));
        return [.. bits.SelectMany(b => new[] { BitConverter.UInt32BitsToSingle((uint)(b >> 32)), BitConverter.UInt32BitsToSingle((uint)b) })];
    }

    private static void Equal(float[][] expected, float[][] actual, int width)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var array = 0; array < expected.Length; array++)
        {
            Assert.Equal(expected[array].Length, actual[array].Length);
            for (var i = 0; i < expected[array].Length; i++)
            {
                var (e, a) = (expected[array][i], actual[array][i]);
                if (BitConverter.SingleToUInt32Bits(e) != BitConverter.SingleToUInt32Bits(a) && !(float.IsNaN(e) && float.IsNaN(a)))
                    Assert.Fail($"width {width}, array {array}, element {i} of {expected[array].Length}: {a:R} in place of {e:R}");
            }
        }
    }
}
