namespace Sweep.Reporting.Report;

/// <summary>
/// Keeps at most so many trials: those whose index has the least hash, which no order of factors, levels or arrival can favour.
/// </summary>
internal sealed class TrialSample(int greatest)
{
    private readonly PriorityQueue<ReportTrial, ulong> _kept = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));

    /// <summary>Trials met.</summary>
    public long Met { get; private set; }

    /// <summary>Whether a trial with this index would be kept now.</summary>
    public bool Wants(long index)
        => _kept.Count < greatest || (_kept.TryPeek(out _, out var worst) && Hash(index) < worst);

    /// <summary>Counts a trial, and keeps it where it is one of those.</summary>
    public void Add(long index, Func<ReportTrial> trial)
    {
        Met++;
        if (!Wants(index))
            return;
        if (_kept.Count == greatest)
            _kept.Dequeue();
        _kept.Enqueue(trial(), Hash(index));
    }

    /// <summary>The kept trials by index.</summary>
    public IReadOnlyList<ReportTrial> ToList() => [.. _kept.UnorderedItems.Select(i => i.Element).OrderBy(t => t.Index)];

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection.
    private static ulong Hash(long index)
    {
        var z = (ulong)index + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
