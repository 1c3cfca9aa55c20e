using System.Text.Json;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Engine;

/// <summary>The order of samples and the dropout masks of a recorded training.</summary>
/// <param name="recorded">The training.</param>
/// <param name="features">Features of a sample.</param>
internal sealed unsafe class RecordedDraws(JsonElement recorded, int features) : RandomDraws(default)
{
    private readonly int[][] _orders = [.. recorded.GetProperty("orders").EnumerateArray().Select(SpecOptions.Integers)];
    private readonly int[] _widths = SpecOptions.Integers(recorded.GetProperty("hidden"));

    public override void Order(Span<int> order, int epoch) => _orders[epoch].CopyTo(order);

    public override void DropoutMask(int layer, uint step, double rate, float kept, float* mask, int length, bool alpha = false)
    {
        if (layer == 0)
        {
            InputMask(recorded.GetProperty("input_masks")[(int)step][0].GetString()!, kept, mask, length);
            return;
        }

        var bits = recorded.GetProperty(alpha ? "alpha_masks" : "masks")[(int)step][layer - 1].GetString()!;
        var units = _widths[layer - 1];
        var rows = bits.Length / units;
        var columns = length / units;
        Assert.Equal(NetworkPlan.Pad(rows), columns);
        new Span<float>(mask, length).Clear();
        for (var row = 0; row < rows; row++)
            for (var unit = 0; unit < units; unit++)
                mask[(unit * columns) + row] = bits[(row * units) + unit] == '1' ? kept : 0;
    }

    // Samples stand row by row before the first layer.
    private void InputMask(string bits, float kept, float* mask, int length)
    {
        new Span<float>(mask, length).Clear();
        for (var (row, stride) = (0, NetworkPlan.Pad(features)); row < bits.Length / features; row++)
            for (var i = 0; i < features; i++)
                mask[(row * stride) + i] = bits[(row * features) + i] == '1' ? kept : 0;
    }
}
