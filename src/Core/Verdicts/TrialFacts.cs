namespace Sweep.Core.Verdicts;

/// <summary>What remedies must know of a sweep's trials: 24 bytes a trial. Used by one thread.</summary>
public sealed class TrialFacts
{
    private readonly List<TrialFact> _facts = [];

    /// <summary>Number of trials.</summary>
    public int Count => _facts.Count;

    /// <summary>Adds a trial.</summary>
    /// <exception cref="ArgumentException">Trials do not come by rising index.</exception>
    public void Add(TrialFact fact)
    {
        if (_facts.Count > 0 && _facts[^1].Trial >= fact.Trial)
            throw new ArgumentException($"trial {fact.Trial} comes after trial {_facts[^1].Trial}", nameof(fact));
        _facts.Add(fact);
    }

    /// <summary>The facts of one trial; null where there are none.</summary>
    public TrialFact? Find(long trial)
    {
        int low = 0, high = _facts.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _facts[middle].Trial;
            if (found == trial)
                return _facts[middle];
            if (found < trial)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }
}
