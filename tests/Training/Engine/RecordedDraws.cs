using System.Text.Json;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Engine;

/// <summary>The order of samples and the dropout masks of a recorded training.</summary>
internal sealed unsafe class RecordedDraws(JsonElement recorded) : RandomDraws(default)
{
    private readonly int[][] _orders = [.. recorded.GetProperty("orders").EnumerateArray().Select(SpecOptions.Integers)];
    private readonly int[] _widths = SpecOptions.Integers(recorded.GetProperty("hidden"));

    public override void Order(Span<int> order, int epoch) => _orders[epoch].CopyTo(order);

    public override void DropoutMask(int layer, uint step, double rate, float kept, float* mask, int length, bool alpha = false)
    {
        var bits = recorded.GetProperty("masks")[(int)step][layer - 1].GetString()!;
        var units = _widths[layer - 1];
        var rows = bits.Length / units;
        var columns = length / units;
        Assert.Equal(NetworkPlan.Pad(rows), columns);
        new Span<float>(mask, length).Clear();
        for (var row = 0; row < rows; row++)
            for (var unit = 0; unit < units; unit++)
                mask[(unit * columns) + row] = bits[(row * units) + unit] == '1' ? kept : 0;
    }
}
