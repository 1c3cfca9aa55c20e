using Sweep.Training.VectorMath;
using Sweep.Training.VectorMath.Simd;

namespace Sweep.Training.Losses;

/// <summary>Losses of as many neighbouring samples as a vector has lanes. Outputs stand <c>stride</c> floats apart.</summary>
internal static unsafe class LossLoops
{
    /// <summary>
    /// Σ y·(log Σ exp(z) − z), with the greatest z taken off first so that nothing overflows; the gradient is
    /// share·(softmax(z) − y).
    /// </summary>
    public static F CrossEntropy<F>(float* z, float* y, float* gradient, float* work, int outputs, int stride, float share)
        where F : unmanaged, ISimd<F>
    {
        var greatest = F.Load(z);
        for (nint c = 1; c < outputs; c++)
        {
            var x = F.Load(z + (c * stride));
            greatest = F.Select(x > greatest, x, greatest);
        }

        var sum = F.Of(0);
        var dot = F.Of(0);
        for (nint c = 0; c < outputs; c++)
        {
            var x = F.Load(z + (c * stride)) - greatest;
            dot = F.Fma(F.Load(y + (c * stride)), x, dot);
            var power = Functions.Exp(x);
            sum += power;
            F.Store(work + (c * F.Width), power);
        }

        if (gradient != null)
        {
            var inverse = F.Of(1) / sum;
            for (nint c = 0; c < outputs; c++)
                F.Store(gradient + (c * stride), ((F.Load(work + (c * F.Width)) * inverse) - F.Load(y + (c * stride))) * F.Of(share));
        }

        return Functions.Log(sum) - dot;
    }

    /// <summary>log(1+exp(z)) − y·z; the gradient is share·(sigmoid(z) − y).</summary>
    public static F BinaryCrossEntropy<F>(float* z, float* y, float* gradient, float share)
        where F : unmanaged, ISimd<F>
    {
        var x = F.Load(z);
        var target = F.Load(y);
        if (gradient != null)
            F.Store(gradient, (Functions.Sigmoid(x) - target) * F.Of(share));
        return Functions.Softplus(x) - (target * x);
    }

    /// <summary>The mean over outputs of a function of z − y; the gradient is share times its derivative.</summary>
    public static F Pointwise<F, TError>(float* z, float* y, float* gradient, int outputs, int stride, float share, float delta)
        where F : unmanaged, ISimd<F>
        where TError : struct, IPointwiseError
    {
        var sum = F.Of(0);
        for (nint c = 0; c < outputs; c++)
        {
            var difference = F.Load(z + (c * stride)) - F.Load(y + (c * stride));
            sum += TError.Value(difference, F.Of(delta));
            if (gradient != null)
                F.Store(gradient + (c * stride), TError.Derivative(difference, F.Of(delta)) * F.Of(share));
        }

        return sum * F.Of(1f / outputs);
    }
}
