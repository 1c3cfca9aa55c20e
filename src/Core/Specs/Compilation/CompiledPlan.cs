using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs.Compilation;

/// <summary>A plan made from a checked spec.</summary>
internal sealed class CompiledPlan : SweepPlan
{
    private readonly IReadOnlyList<BoundFactor> _factors;
    private readonly PlanPoints _points;
    private readonly int[] _depths;

    /// <summary>Made from a spec, its bound factors and its design's points.</summary>
    public CompiledPlan(SweepSpec spec, IReadOnlyList<BoundFactor> factors, PlanPoints points, IReadOnlyList<string> notes)
    {
        Spec = spec;
        _factors = factors;
        _points = points;
        Notes = notes;

        // A choice is set before the fields of what was chosen.
        _depths = [.. factors.SelectMany(f => f.Targets).Select(t => t.Segments.Count).Distinct().Order()];
        NormalisedYaml = SpecText.Yaml(spec, factors);
        Hash = SpecText.Hash(spec, factors);
    }

    /// <inheritdoc/>
    public override SweepSpec Spec { get; }

    /// <inheritdoc/>
    public override string NormalisedYaml { get; }

    /// <inheritdoc/>
    public override string Hash { get; }

    /// <inheritdoc/>
    public override long Combinations => _points.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    /// <summary>The same plan with more to tell.</summary>
    public CompiledPlan WithNotes(IEnumerable<string> notes) => new(Spec, _factors, _points, [.. Notes, .. notes]);

    /// <inheritdoc/>
    public override Combination Combination(long index)
        => TryCombination(index, out var reason) ?? throw new InvalidInputException($"combination {index} cannot be built: {reason}");

    /// <summary>The combination with this number, or null with the reason when its options lack a field that a level sets.</summary>
    public Combination? TryCombination(long index, out string? reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Combinations);
        Span<int> levels = stackalloc int[_factors.Count];
        Span<double> values = stackalloc double[_factors.Count];
        _points.Fill(index, _factors, levels, values);
        reason = null;
        var config = Spec.Base;
        foreach (var depth in _depths)
        {
            for (var i = 0; i < _factors.Count && config is not null; i++)
                config = Apply(config, _factors[i], levels[i], values[i], depth, ref reason);
        }

        return config is null ? null : new(index, Labels(levels, values), config);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels(long index)
    {
        Span<int> levels = stackalloc int[_factors.Count];
        Span<double> values = stackalloc double[_factors.Count];
        _points.Fill(index, _factors, levels, values);
        return Labels(levels, values);
    }

    private string[] Labels(ReadOnlySpan<int> levels, ReadOnlySpan<double> values)
    {
        var labels = new string[_factors.Count];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = _factors[i].Range is null ? _factors[i].Levels[levels[i]].Label : NumberText.Of(values[i]);
        return labels;
    }

    private static TrialConfig? Apply(TrialConfig config, BoundFactor factor, int level, double value, int depth, ref string? reason)
    {
        if (factor.Range is not null)
            return factor.Field!.Segments.Count == depth ? ConfigEditor.With(config, factor.Field, f => Boxed(value, f), out reason) : config;
        foreach (var assignment in factor.Levels[level].Assignments)
        {
            if (assignment.Target.Segments.Count != depth)
                continue;
            if (ConfigEditor.With(config, assignment.Target, f => assignment.Values[f], out reason) is not { } changed)
                return null;
            config = changed;
        }

        return config;
    }

    private static object Boxed(double value, FieldShape field) => field.Value.Kind switch
    {
        ValueKind.BatchSize => new BatchSize((int)value),
        ValueKind.Whole when field.Value.Type == typeof(int) => (object)(int)value,
        ValueKind.Whole => (long)value,
        _ => value,
    };
}
