using System.Numerics;
using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <summary>Counts derivatives under 1 % of their greatest and marks columns that have another.</summary>
internal readonly unsafe struct SaturationJob(float parameter, float* z, float* a, float* alive, int rows, int cols, int stride) : IActivationJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Run<T, F>()
        where T : struct, IActivation
        where F : unmanaged, ISimd<F>
    {
        var (flags, length, width) = ((nint)alive, cols, F.Width);
        var p = F.Of(parameter);
        var limit = F.Of(0.01f * T.GreatestDerivative(parameter));
        var count = 0L;
        for (var row = 0; row < rows; row++)
        {
            var offset = (nint)row * stride;
            var (zRow, aRow) = ((nint)(z + offset), (nint)(a + offset));
            var i = 0;
            for (; i <= length - width; i += width)
            {
                var slope = Functions.Abs(T.Derivative(F.Load((float*)zRow + i), F.Load((float*)aRow + i), p));
                count += BitOperations.PopCount(F.LaneMask(slope < limit));
                F.Store((float*)flags + i, F.Select(slope < limit, F.Load((float*)flags + i), F.Of(1f)));
            }

            if (i < length)
            {
                var rest = length - i;
                var slope = Functions.Abs(T.Derivative(F.LoadPart((float*)zRow + i, rest), F.LoadPart((float*)aRow + i, rest), p));
                var mask = F.LaneMask(slope < limit) & ((1u << rest) - 1);
                count += BitOperations.PopCount(mask);
                F.StorePart((float*)flags + i, F.Select(slope < limit, F.LoadPart((float*)flags + i, rest), F.Of(1f)), rest);
            }
        }

        return count;
    }
}
