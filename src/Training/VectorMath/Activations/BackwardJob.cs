using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <summary>grad *= φ′(z).</summary>
internal readonly unsafe struct BackwardJob(float parameter, float* z, float* a, float* grad, int length) : IActivationJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Run<T, F>()
        where T : struct, IActivation
        where F : unmanaged, ISimd<F>
    {
        var (zs, values, g, n, width) = ((nint)z, (nint)a, (nint)grad, length, F.Width);
        var p = F.Of(parameter);
        var i = 0;
        for (; i <= n - width; i += width)
        {
            var slope = T.Derivative(F.Load((float*)zs + i), F.Load((float*)values + i), p);
            F.Store((float*)g + i, F.Load((float*)g + i) * slope);
        }

        if (i < n)
        {
            var slope = T.Derivative(F.LoadPart((float*)zs + i, n - i), F.LoadPart((float*)values + i, n - i), p);
            F.StorePart((float*)g + i, F.LoadPart((float*)g + i, n - i) * slope, n - i);
        }

        return 0;
    }
}
