namespace Sweep.Reporting.Export;

/// <summary>Values of a summary (tensorboard/compat/proto/summary.proto).</summary>
internal static class EventValues
{
    private const int LeastExponent = -64;

    /// <summary>A scalar.</summary>
    public static void Scalar(ProtoWriter summary, string tag, double value)
        => summary.Message(1, v => v.Text(1, tag).Single(2, (float)value));

    /// <summary>
    /// A histogram of log2 of magnitudes: bin i of the counts holds the exponents from i − 64 to i − 63. Sums are those of
    /// the bins' middles, since the record keeps no others.
    /// </summary>
    public static void Exponents(ProtoWriter summary, string tag, IReadOnlyList<long> counts)
    {
        var first = 0;
        while (first < counts.Count && counts[first] == 0)
            first++;
        var last = counts.Count - 1;
        while (last > first && counts[last] == 0)
            last--;
        if (first == counts.Count)
            return;
        double number = 0, sum = 0, squares = 0;
        var limits = new List<double>();
        var buckets = new List<double>();
        for (var bin = first; bin <= last; bin++)
        {
            var middle = LeastExponent + bin + 0.5;
            number += counts[bin];
            sum += counts[bin] * middle;
            squares += counts[bin] * middle * middle;
            limits.Add(LeastExponent + bin + 1);
            buckets.Add(counts[bin]);
        }

        summary.Message(1, v => v.Text(1, tag).Message(5, h => h
            .Double(1, LeastExponent + first).Double(2, LeastExponent + last + 1).Double(3, number).Double(4, sum).Double(5, squares)
            .Doubles(6, limits).Doubles(7, buckets)));
    }

    /// <summary>What the hparams plugin reads (tensorboard/plugins/hparams/plugin_data.proto, version 0), under an empty tensor.</summary>
    public static void Plugin(ProtoWriter summary, string tag, int field, Action<ProtoWriter> data)
        => summary.Message(1, v => v.Text(1, "_hparams_/" + tag)
            .Message(8, tensor => tensor.Whole(1, 1).Message(2, shape => shape.Message(2, _ => { })))
            .Message(9, metadata => metadata.Message(1, plugin =>
            {
                var content = new ProtoWriter().Message(field, data);
                plugin.Text(1, "hparams").Bytes(2, content.Written);
            })));

    /// <summary>A google.protobuf.Value: a number, or the label where there is none.</summary>
    public static void Level(ProtoWriter value, string label, double number)
    {
        if (double.IsNaN(number))
            value.Text(3, label);
        else
            value.Double(2, number);
    }
}
