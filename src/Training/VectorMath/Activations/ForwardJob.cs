using System.Runtime.CompilerServices;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.VectorMath.Activations;

/// <summary>a = φ(z), row by row; with a bias z becomes z + bias first.</summary>
internal readonly unsafe struct ForwardJob(float parameter, float* z, float* bias, float* a, int rows, int cols, int stride) : IActivationJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Run<T, F>()
        where T : struct, IActivation
        where F : unmanaged, ISimd<F>
    {
        var (width, length) = (F.Width, cols);
        var p = F.Of(parameter);
        for (var row = 0; row < rows; row++)
        {
            var offset = (nint)row * stride;
            var (zRow, aRow, b) = ((nint)(z + offset), (nint)(a + offset), (nint)bias);
            var i = 0;
            for (; i <= length - width; i += width)
            {
                var x = F.Load((float*)zRow + i);
                if (b != 0)
                {
                    x += F.Load((float*)b + i);
                    F.Store((float*)zRow + i, x);
                }

                F.Store((float*)aRow + i, T.Value(x, p));
            }

            if (i < length)
            {
                var x = F.LoadPart((float*)zRow + i, length - i);
                if (b != 0)
                {
                    x += F.LoadPart((float*)b + i, length - i);
                    F.StorePart((float*)zRow + i, x, length - i);
                }

                F.StorePart((float*)aRow + i, T.Value(x, p), length - i);
            }
        }

        return 0;
    }
}
