using System.Runtime.InteropServices;

namespace Sweep.Reporting.Report;

/// <summary>
/// Counts positive numbers in bins of an eighth of a decade, so that a median over many orders of magnitude needs neither the
/// numbers nor their order. Zero lies below all bins, infinity above; NaN is left out.
/// </summary>
internal sealed class LogTally
{
    private const int PerDecade = 8;
    private const int Zero = int.MinValue;
    private const int Infinite = int.MaxValue;

    private readonly Dictionary<int, int> _counts = [];

    /// <summary>Numbers counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one number.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        var bin = value <= 0 ? Zero : double.IsInfinity(value) ? Infinite : (int)Math.Floor(Math.Log10(value) * PerDecade);
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, bin, out _)++;
        Count++;
    }

    /// <summary>Counts what another has counted.</summary>
    public void Add(LogTally other)
    {
        foreach (var (bin, count) in other._counts)
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, bin, out _) += count;
        Count += other.Count;
    }

    /// <summary>The median; see <see cref="Quantile"/>.</summary>
    public double Median() => Quantile(0.5);

    /// <summary>
    /// The number below which a share of all lies, as the middle of its bin, so at most 16 % off; 0 or infinity where it is that;
    /// NaN for no number.
    /// </summary>
    public double Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        foreach (var (bin, count) in _counts.OrderBy(c => c.Key))
        {
            rank -= count;
            if (rank <= 0)
                return bin == Zero ? 0 : bin == Infinite ? double.PositiveInfinity : Math.Pow(10, (bin + 0.5) / PerDecade);
        }

        return double.NaN;
    }
}
