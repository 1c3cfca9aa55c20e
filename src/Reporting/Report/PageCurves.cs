using System.Globalization;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report;

/// <summary>The curves of all trials of the page, thinned by halves until they fit, for the reader who asks for one.</summary>
internal sealed class PageCurves
{
    /// <summary>Values that the page may hold: at six characters each, some 4 MB.</summary>
    public const int GreatestValues = 700_000;

    private readonly IReadOnlyList<ReportTrial> _trials;

    public PageCurves(IReadOnlyList<ReportTrial> trials)
    {
        _trials = trials;
        while (Stride < 1 << 20 && trials.Sum(t => 2L * Kept(t.Curve).Count()) > GreatestValues)
            Stride *= 2;
        Thinned = trials.Any(t => t.Curve.Stride > 1 || Kept(t.Curve).Count() < t.Curve.Epochs.Count);
        LeastStride = Math.Max(Stride, trials.Count == 0 ? 1 : trials.Min(t => t.Curve.Stride));
        GreatestStride = Math.Max(Stride, trials.Count == 0 ? 1 : trials.Max(t => t.Curve.Stride));
    }

    /// <summary>Each curve keeps the epochs that this divides, its first and its last.</summary>
    public int Stride { get; } = 1;

    /// <summary>Whether some epoch of some curve is left out.</summary>
    public bool Thinned { get; }

    /// <summary>The stride of the least thinned curve.</summary>
    public int LeastStride { get; }

    /// <summary>The stride of the most thinned curve.</summary>
    public int GreatestStride { get; }

    /// <summary>What the page says of the thinning; empty where nothing is left out.</summary>
    public string Note => !Thinned ? ""
        : LeastStride == GreatestStride ? string.Create(CultureInfo.InvariantCulture, $"Curves keep every {Ordinal(GreatestStride)} epoch, the first and the last.")
        : string.Create(CultureInfo.InvariantCulture, $"Curves keep every {Ordinal(LeastStride)} to {Ordinal(GreatestStride)} epoch by their length, the first and the last.");

    /// <summary>The curves as JSON: lists of epochs, each trial's list by number, and its values as text.</summary>
    public string ToJson()
    {
        var grids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lists = new List<int[]>();
        var numbers = new List<long>();
        var validation = new List<string>();
        var train = new List<string>();
        foreach (var curve in _trials.Select(t => t.Curve))
        {
            var kept = Kept(curve).ToArray();
            int[] epochs = [.. kept.Select(i => curve.Epochs[i])];
            var key = string.Join(',', epochs);
            if (!grids.TryGetValue(key, out var number))
            {
                grids[key] = number = lists.Count;
                lists.Add(epochs);
            }

            numbers.Add(number);
            validation.Add(string.Join(' ', kept.Select(i => DataBlock.Number(curve.Validation[i], 3))).Replace("null", "-", StringComparison.Ordinal));
            train.Add(string.Join(' ', kept.Select(i => DataBlock.Number(curve.Train[i], 3))).Replace("null", "-", StringComparison.Ordinal));
        }

        return new DataBlock().Lists("epochs", lists).Whole("list", numbers).Texts("validation", validation).Texts("train", train).ToString();
    }

    // Strides are powers of two.
    private static string Ordinal(int stride) => string.Create(CultureInfo.InvariantCulture, $"{stride}{(stride % 10 == 2 && stride % 100 != 12 ? "nd" : stride == 1 ? "st" : "th")}");

    private IEnumerable<int> Kept(TrialCurve curve)
    {
        for (var i = 0; i < curve.Epochs.Count; i++)
        {
            if (i == 0 || i == curve.Epochs.Count - 1 || curve.Epochs[i] % Stride == 0)
                yield return i;
        }
    }
}
