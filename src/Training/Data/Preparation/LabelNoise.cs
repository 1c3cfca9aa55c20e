using Sweep.Core.Randomness;

namespace Sweep.Training.Data.Preparation;

/// <summary>Replaces a share of labels by another class.</summary>
internal static class LabelNoise
{
    /// <summary>Changes exactly the rounded share of the labels in place; each goes to one of the other classes, all alike.</summary>
    public static void Apply(Span<int> labels, int classes, double share, RandomKey key)
    {
        var changed = (int)Math.Floor((share * labels.Length) + 0.5);
        if (changed == 0)
            return;
        var sequence = key.Sequence(RandomUse.LabelNoise);
        var rows = new int[labels.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        sequence.Shuffle(rows.AsSpan());
        foreach (var row in rows.AsSpan(0, changed))
        {
            var other = (int)sequence.NextBelow((uint)classes - 1);
            labels[row] = other < labels[row] ? other : other + 1;
        }
    }
}
