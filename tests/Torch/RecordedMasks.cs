using System.Text.Json;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Torch.Tests;

/// <summary>The order of samples and the dropout masks of a recorded training of a convolutional network.</summary>
/// <param name="recorded">The training.</param>
internal sealed unsafe class RecordedMasks(JsonElement recorded) : RandomDraws(default)
{
    private readonly int[][] _orders = [.. recorded.GetProperty("orders").EnumerateArray().Select(SpecOptions.Integers)];

    public override void Order(Span<int> order, int epoch) => _orders[epoch].CopyTo(order);

    public override void DropoutMask(int layer, uint step, double rate, float kept, float* mask, int length, bool alpha = false)
    {
        var bits = recorded.GetProperty("masks")[(int)step][layer - 1].GetString()!;
        var units = recorded.GetProperty("initial")[layer - 1].GetProperty("b").GetArrayLength();
        var columns = length / units;
        var rows = bits.Length / units;
        Assert.Equal(NetworkPlan.Pad(rows), columns);
        new Span<float>(mask, length).Clear();
        for (var row = 0; row < rows; row++)
            for (var unit = 0; unit < units; unit++)
                mask[(unit * columns) + row] = bits[(row * units) + unit] == '1' ? kept : 0;
    }
}
