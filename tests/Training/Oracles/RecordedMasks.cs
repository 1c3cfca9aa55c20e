using System.Text.Json;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Oracles;

/// <summary>The masks of one step of one layer, which stands between two that do nothing; 1 keeps, rows × units.</summary>
internal sealed unsafe class RecordedMasks(JsonElement recorded) : RandomDraws(default)
{
    public override void DropoutMask(int layer, uint step, double rate, float kept, float* mask, int length, bool alpha = false)
    {
        var bits = recorded.GetProperty("masks").GetProperty(layer == 0 ? "input" : alpha ? "alpha" : "dropout").GetString()!;
        var rows = recorded.GetProperty("rows").GetInt32();
        var width = bits.Length / rows;
        new Span<float>(mask, length).Clear();
        for (var row = 0; row < rows; row++)
            for (var i = 0; i < width; i++)
                mask[layer == 0 ? (row * NetworkPlan.Pad(width)) + i : (i * NetworkPlan.Pad(rows)) + row] = bits[(row * width) + i] == '1' ? kept : 0;
    }
}
