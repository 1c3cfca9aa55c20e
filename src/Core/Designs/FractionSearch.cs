namespace Sweep.Core.Designs;

/// <summary>
/// Searches generators for the greatest resolution: for each resolution, from the greatest that is possible down, a
/// depth-first search over generators in ascending order. Steps are counted, so it always ends, at the same result.
/// </summary>
internal sealed class FractionSearch(int prime, int baseFactors, int generated)
{
    private const long Budget = 5_000_000;

    private readonly List<int[]> _chosen = [];
    private readonly List<(int[] Word, int Generators)> _span = [(new int[baseFactors], 0)];
    private long _steps;

    /// <summary>The generators and the resolution; null where main effects cannot be kept apart.</summary>
    public (IReadOnlyList<int[]>? Generators, int Resolution) Best()
    {
        for (var resolution = baseFactors + 1; resolution >= 3; resolution--)
        {
            var candidates = Candidates(resolution - 1);
            if (candidates.Count < generated)
                continue;
            _steps = 0;
            if (Extend(candidates, 0, resolution))
                return (_chosen, resolution);
            _chosen.Clear();
            _span.RemoveRange(1, _span.Count - 1);
        }

        return (null, 0);
    }

    /// <summary>Generators with enough factors, one of each line through 0, those with the most factors first.</summary>
    private List<int[]> Candidates(int weight)
    {
        var count = FractionWords.Power(prime, baseFactors);
        var found = new List<int[]>();
        for (var code = 1L; code < count; code++)
        {
            var word = new int[baseFactors];
            var rest = code;
            for (var i = baseFactors - 1; i >= 0; i--, rest /= prime)
                word[i] = (int)(rest % prime);
            if (FractionWords.Weight(word) >= weight && word[Array.FindIndex(word, e => e != 0)] == 1)
                found.Add(word);
        }

        return [.. found.OrderByDescending(w => FractionWords.Weight(w))];
    }

    private bool Extend(List<int[]> candidates, int from, int resolution)
    {
        if (_chosen.Count == generated)
            return true;
        var span = _span.Count;
        for (var c = from; c <= candidates.Count - (generated - _chosen.Count); c++)
        {
            if (!TryAdd(candidates[c], resolution))
            {
                if (_steps > Budget)
                    return false;
                continue;
            }

            _chosen.Add(candidates[c]);
            if (Extend(candidates, c + 1, resolution))
                return true;
            _chosen.RemoveAt(_chosen.Count - 1);
            _span.RemoveRange(span, _span.Count - span);
            if (_steps > Budget)
                return false;
        }

        return false;
    }

    /// <summary>Adds all words that one more generator brings, unless one of them is shorter than the resolution.</summary>
    private bool TryAdd(int[] generator, int resolution)
    {
        var before = _span.Count;
        for (var s = 0; s < before; s++)
        {
            var (word, generators) = _span[s];
            for (var times = 1; times < prime; times++)
            {
                _steps += baseFactors;
                var sum = new int[baseFactors];
                for (var i = 0; i < baseFactors; i++)
                    sum[i] = (word[i] + (times * generator[i])) % prime;
                if (FractionWords.Weight(sum) + generators + 1 < resolution || _steps > Budget)
                {
                    _span.RemoveRange(before, _span.Count - before);
                    return false;
                }

                _span.Add((sum, generators + 1));
            }
        }

        return true;
    }
}
