using Sweep.Core.Results;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting;

/// <summary>Gathers how gradients behaved by the levels of activation and initialisation, or of the first two factors.</summary>
internal sealed class GradientTally
{
    private const int Window = 5;

    private readonly int[] _by;
    private readonly IReadOnlyList<FactorLevels> _factors;
    private readonly SortedDictionary<(int First, int Second), (List<double> Ratios, Dictionary<Verdict, int> Verdicts, int Trials)> _groups = [];

    public GradientTally(IReadOnlyList<FactorLevels> factors)
    {
        _factors = factors;
        _by = [.. Enumerable.Range(0, factors.Count)
            .OrderBy(f => factors[f].Name switch { "activation" => 0, "init" => 1, _ => 2 })
            .Take(2)
            .Order()];
    }

    public IReadOnlyList<string> By => [.. _by.Select(f => _factors[f].Name)];

    public void Add(int[] levels, IReadOnlyList<EpochReport> epochs, TrialVerdicts verdicts)
    {
        if (verdicts.Evidence.Count == 0)
            return;
        var key = (_by.Length > 0 ? levels[_by[0]] : 0, _by.Length > 1 ? levels[_by[1]] : 0);
        if (!_groups.TryGetValue(key, out var group))
            group = ([], [], 0);
        var ratios = epochs.Skip(epochs.Count - Window).Select(e => DepthProfile.Of(e).Ratio).Where(r => !double.IsNaN(r)).ToList();
        if (ratios.Count > 0)
            group.Ratios.Add(Middle(ratios));
        foreach (var evidence in verdicts.Evidence)
            group.Verdicts[evidence.Verdict] = group.Verdicts.GetValueOrDefault(evidence.Verdict) + 1;
        _groups[key] = (group.Ratios, group.Verdicts, group.Trials + 1);
    }

    public IReadOnlyList<GradientGroup> Groups => [.. _groups.Select(g => new GradientGroup(
        [.. _by.Select((factor, i) => _factors[factor].Levels[i == 0 ? g.Key.First : g.Key.Second])],
        g.Value.Trials,
        Middle(g.Value.Ratios),
        g.Value.Verdicts))];

    // An infinite or zero ratio is as good a value as any for a median, where a mean would be lost.
    private static double Middle(List<double> values)
    {
        if (values.Count == 0)
            return double.NaN;
        var sorted = values.Order().ToArray();
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low == high ? low : (low + high) / 2;
    }
}
