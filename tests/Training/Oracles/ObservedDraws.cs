using Sweep.Core.Randomness;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Draws as always and keeps what was dropped in the last step. Samples keep their order.</summary>
internal sealed unsafe class ObservedDraws(RandomKey key) : RandomDraws(key)
{
    private readonly Dictionary<(int Layer, bool Alpha), float[]> _masks = [];

    public override void Order(Span<int> order, int epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
    }

    public override void DropoutMask(int layer, uint step, double rate, float kept, float* mask, int length, bool alpha = false)
    {
        base.DropoutMask(layer, step, rate, kept, mask, length, alpha);
        _masks[(layer, alpha)] = new Span<float>(mask, length).ToArray();
    }

    /// <summary>What was dropped of a hidden layer, samples × units; null where nothing was.</summary>
    public bool[]? Dropped(int layer, int samples, int units, bool alpha)
    {
        if (!_masks.TryGetValue((layer, alpha), out var mask))
            return null;
        var columns = NetworkPlan.Pad(samples);
        Assert.Equal(units * columns, mask.Length);
        var dropped = new bool[samples * units];
        for (var b = 0; b < samples; b++)
            for (var unit = 0; unit < units; unit++)
                dropped[(b * units) + unit] = mask[(unit * columns) + b] == 0;
        return dropped;
    }

    /// <summary>What was dropped of the input, samples × features; null where nothing was.</summary>
    public bool[]? DroppedInputs(int samples, int features)
    {
        if (!_masks.TryGetValue((0, false), out var mask))
            return null;
        var stride = NetworkPlan.Pad(features);
        var dropped = new bool[samples * features];
        for (var b = 0; b < samples; b++)
            for (var f = 0; f < features; f++)
                dropped[(b * features) + f] = mask[(b * stride) + f] == 0;
        return dropped;
    }
}
