using System.Globalization;
using Sweep.Core.Specs;
using Sweep.Core.Statistics;

namespace Sweep.Reporting;

/// <summary>
/// Maps a combination's labels to numbers of levels. A range, which has no levels, is cut into
/// <see cref="RangeBins"/> bins of equal width on its own scale, or into its values where these are few.
/// </summary>
internal sealed class FactorGrid
{
    /// <summary>Bins that a range is cut into.</summary>
    public const int RangeBins = 4;

    private readonly Factor[] _factors;
    private readonly Dictionary<string, int>[] _numbers;

    public FactorGrid(IReadOnlyList<Factor> factors)
    {
        _factors = [.. factors];
        Factors = [.. factors.Select(f => new FactorLevels(f.Name, f.Range is { } range ? Labels(range) : [.. f.Levels.Select(l => l.Label)]))];
        _numbers = [.. Factors.Select(f => f.Levels.Select((label, i) => (label, i)).ToDictionary(p => p.label, p => p.i, StringComparer.Ordinal))];
    }

    public IReadOnlyList<FactorLevels> Factors { get; }

    public int[] NumbersOf(Combination combination)
    {
        var numbers = new int[_factors.Length];
        for (var f = 0; f < numbers.Length; f++)
        {
            var label = combination.Levels[f];
            if (_factors[f].Range is { } range)
                numbers[f] = Bin(range, double.Parse(label, NumberStyles.Float, CultureInfo.InvariantCulture));
            else if (!_numbers[f].TryGetValue(label, out numbers[f]))
                throw new InvalidDataException($"combination {combination.Index}: factor {_factors[f].Name} has no level '{label}'");
        }

        return numbers;
    }

    private static bool Listed(FactorRange range) => range.Whole && range.To - range.From < 2 * RangeBins;

    private static int Bin(FactorRange range, double value)
    {
        if (Listed(range))
            return (int)Math.Clamp(Math.Round(value - range.From), 0, range.To - range.From);
        var share = range.Log
            ? Math.Log(value / range.From) / Math.Log(range.To / range.From)
            : (value - range.From) / (range.To - range.From);
        return double.IsFinite(share) ? (int)Math.Clamp(Math.Floor(share * RangeBins), 0, RangeBins - 1) : 0;
    }

    private static string[] Labels(FactorRange range)
    {
        if (Listed(range))
            return [.. Enumerable.Range(0, (int)(range.To - range.From) + 1).Select(i => Short(range.From + i))];
        return [.. Enumerable.Range(0, RangeBins).Select(i => $"{Short(Edge(range, i))} to {Short(Edge(range, i + 1))}")];
    }

    private static double Edge(FactorRange range, int edge)
    {
        var share = (double)edge / RangeBins;
        return range.Log ? range.From * Math.Pow(range.To / range.From, share) : range.From + (share * (range.To - range.From));
    }

    // Edges closer than three digits would give two bins one label.
    private static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
