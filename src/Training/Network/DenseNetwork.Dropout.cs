using System.Runtime.Intrinsics;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Network;

internal sealed unsafe partial class DenseNetwork
{
    /// <summary>SELU's limit for x → −∞: −scale·alpha.</summary>
    private const double SeluLimit = -1.7580993408473766;

    private void DropInput(int columns, uint step)
    {
        var length = columns * InputStride;
        _draws.DropoutMask(0, step, Plan.InputDropout, RandomKernels.DropoutScale(Plan.InputDropout), _transposed, length);
        Blocks.Multiply(_inputRows, _transposed, _inputRows, length);
    }

    /// <summary>Drops units of a layer and returns where the result is.</summary>
    private float* Drop(LayerPlan layer, LayerBuffers buffers, int columns, uint step)
    {
        var length = checked(layer.Outputs * columns);
        if (layer.Dropout > 0)
        {
            _draws.DropoutMask(layer.Number, step, layer.Dropout, RandomKernels.DropoutScale(layer.Dropout), buffers.Mask, length);
            Blocks.Multiply(buffers.BeforeDropout, buffers.Mask, buffers.BeforeSkip, length);
        }

        if (layer.AlphaDropout > 0)
        {
            var from = layer.Dropout > 0 ? buffers.BeforeSkip : buffers.BeforeDropout;
            var mask = layer.Dropout > 0 ? _spare : buffers.Mask;
            DropToLimit(layer, from, mask, buffers.BeforeSkip, length, step);
            if (layer.Dropout > 0)
                Blocks.Multiply(buffers.Mask, mask, buffers.Mask, length);
        }

        return buffers.BeforeSkip;
    }

    // Klambauer et al. 2017, section "New dropout technique": a·(x·d + α'(1−d)) + b keeps mean 0 and variance 1.
    private void DropToLimit(LayerPlan layer, float* from, float* mask, float* to, int length, uint step)
    {
        var dropped = RandomKernels.QuantisedRate(layer.AlphaDropout);
        var kept = 1 - dropped;
        var a = 1 / Math.Sqrt(kept + (SeluLimit * SeluLimit * kept * dropped));
        var b = -a * dropped * SeluLimit;
        _draws.DropoutMask(layer.Number, step, layer.AlphaDropout, (float)a, mask, length, alpha: true);
        var offset = Vector512.Create((float)b);
        var limit = Vector512.Create((float)((a * SeluLimit) + b));
        for (nint i = 0; i < length; i += 16)
        {
            var factor = Vector512.Load(mask + i);
            var value = (Vector512.Load(from + i) * factor) + offset;
            Vector512.Store(Vector512.ConditionalSelect(Vector512.Equals(factor, Vector512<float>.Zero), limit, value), to + i);
        }
    }
}
