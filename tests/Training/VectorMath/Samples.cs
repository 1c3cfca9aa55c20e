using Sweep.Core.Randomness;

namespace Sweep.Training.Tests.VectorMath;

/// <summary>Arrays of floats for tests, each a pure function of its seed.</summary>
internal static class Samples
{
    private static readonly float[] Special =
    [
        0, -0f, 1, -1, float.Epsilon, -float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 88.72283f, 88.72284f, -87.33654f, -103.97208f, -105, 16.7f, 0.625f, 0.93f, 4, 9.1f,
    ];

    /// <summary>About standard normal.</summary>
    public static float[] Normal(int n, ulong seed, float scale = 1)
    {
        var sequence = new RandomKey(seed).Sequence(RandomUse.Data);
        var x = new float[n];
        for (var i = 0; i < n; i++)
            x[i] = scale * (float)Enumerable.Range(0, 6).Sum(_ => (sequence.NextDouble() - 0.5) * 1.414);
        return x;
    }

    /// <summary>Every kind of float: any bits for a third, special values for a tenth, the rest about normal.</summary>
    public static float[] Wild(int n, ulong seed)
    {
        var x = Normal(n, seed, 4);
        var sequence = new RandomKey(seed).Sequence(RandomUse.Noise);
        for (var i = 0; i < n; i++)
        {
            var kind = sequence.NextBelow(30);
            var bits = sequence.NextUInt32();
            if (kind < 10)
                x[i] = BitConverter.UInt32BitsToSingle(bits);
            else if (kind < 13)
                x[i] = Special[bits % Special.Length];
        }

        return x;
    }
}
