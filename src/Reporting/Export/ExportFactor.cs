using System.Globalization;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>A factor as the tables write it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numeric">Whether all its levels are numbers, so that typed formats hold numbers.</param>
public sealed record ExportFactor(string Name, bool Numeric)
{
    /// <summary>The factors of a spec.</summary>
    public static IReadOnlyList<ExportFactor> Of(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.Factors.Select(f => new ExportFactor(f.Name, f.Range is not null || (f.Levels.Count > 0 && f.Levels.All(l => !double.IsNaN(Parse(l.Label))))))];
    }

    /// <summary>The number that a label is, where the factor is numeric; NaN otherwise.</summary>
    public double NumberOf(string label) => Numeric ? Parse(label) : double.NaN;

    private static double Parse(string label)
        => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;
}
