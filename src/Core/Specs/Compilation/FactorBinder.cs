using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Turns what stands under <c>vary</c> into factors.</summary>
internal sealed class FactorBinder(Binder binder, ProblemSink problems, TrialConfig start)
{
    /// <summary>Greatest number of factors.</summary>
    public const int MaxFactors = 64;

    /// <summary>Greatest number of levels of one factor.</summary>
    public const int MaxLevels = 1_000;

    private readonly FactorReader _reader = new(binder, problems);

    /// <summary>The factors; what is wrong with them is among the problems.</summary>
    public IReadOnlyList<BoundFactor> Bind(YamlNode node)
    {
        if (node is YamlScalar { IsNull: true })
            return [];
        if (node is not YamlMapping mapping)
        {
            problems.Add(node.Place, $"vary: found {node.Describe()}, expected a mapping of fields to lists of levels");
            return [];
        }

        if (mapping.Entries.Count > MaxFactors)
        {
            problems.Add(node.Place, $"vary: found {mapping.Entries.Count} factors, at most {MaxFactors} are allowed");
            return [];
        }

        var factors = mapping.Entries.Select(_reader.Read).OfType<BoundFactor>().ToArray();
        RefuseDoubles(factors);
        foreach (var target in factors.SelectMany(f => f.Targets).Distinct().OrderBy(t => t.Segments.Count))
            BindTarget(target, factors);
        return [.. factors.Select(Finish)];
    }

    private void RefuseDoubles(IReadOnlyList<BoundFactor> factors)
    {
        var owners = new Dictionary<Target, BoundFactor>();
        foreach (var factor in factors)
        {
            foreach (var target in factor.Targets)
            {
                if (!owners.TryAdd(target, factor) && owners[target] != factor)
                    problems.Add(factor.Place, $"vary: both {owners[target].Name} and {factor.Name} set {target.Path}");
            }
        }
    }

    private void BindTarget(Target target, IReadOnlyList<BoundFactor> factors)
    {
        var fields = Reachable(target, factors, out var options);
        foreach (var factor in factors.Where(f => f.Targets.Contains(target)))
        {
            if (fields.Count == 0)
                problems.Add(factor.Place, $"vary.{factor.Name}: no option chosen has {target.Path}; chosen: {string.Join(", ", options)}");
            foreach (var field in fields)
            {
                if (factor.Range is { } range)
                    CheckRange(factor, range, field);
                foreach (var assignment in factor.Levels.SelectMany(l => l.Assignments).Where(a => a.Target == target && a.Values.Count < fields.Count))
                {
                    if (binder.TryBind(assignment.Node, field.Value, field.Limits, $"vary.{factor.Name}", out var value))
                        assignment.Bind(field, value);
                }
            }
        }
    }

    private void CheckRange(BoundFactor factor, FactorRange range, FieldShape field)
    {
        foreach (var end in new[] { range.From, range.To })
        {
            if (!Binder.InRange(end, field.Limits))
                problems.Add(factor.Place, $"vary.{factor.Name}: the range reaches {NumberText.Of(end)}, allowed is{Binder.Range(field.Limits)}");
        }
    }

    /// <summary>The fields at a path, for each option that the base or a level could choose on the way.</summary>
    private List<FieldShape> Reachable(Target target, IReadOnlyList<BoundFactor> factors, out IReadOnlyList<string> chosen)
    {
        List<(RecordShape Shape, object? Value)> records = [(Catalog.Instance.Trial, start)];
        List<FieldShape> fields = [];
        chosen = [];
        for (var depth = 0; depth < target.Segments.Count; depth++)
        {
            var here = records.Select(r => (Field: r.Shape.Find(target.Segments[depth]), r.Value)).Where(r => r.Field is not null).ToArray();
            fields = [.. here.Select(h => h.Field!).Distinct()];
            records = [];
            foreach (var (field, value) in here)
            {
                var inner = value is null ? null : field!.Get(value);
                if (field!.Value.Record is { } record)
                    records.Add((record, inner));
                if (field.Value.Choice is { } choice && depth < target.Segments.Count - 1)
                    records.AddRange(Options(choice, inner, target.Segments.Take(depth + 1), factors).Select(o => (o.Record, (object?)null)));
                if (field.Value.Choice is { } named && depth == target.Segments.Count - 2)
                    chosen = [.. Options(named, inner, target.Segments.Take(depth + 1), factors).Select(o => o.Name)];
            }
        }

        return fields;
    }

    private static IEnumerable<OptionShape> Options(ChoiceShape choice, object? value, IEnumerable<string> path, IReadOnlyList<BoundFactor> factors)
    {
        var target = TargetIndex.Instance.At([.. path]);
        var setters = factors.Where(f => f.Targets.Contains(target)).ToArray();
        var options = setters.SelectMany(f => f.Levels).SelectMany(l => l.Assignments)
            .Where(a => a.Target == target).SelectMany(a => a.Values.Values).OfType<object>().Select(choice.Of);
        if (value is not null && !setters.Any(f => f.AlwaysSets(target)))
            options = options.Prepend(choice.Of(value));
        return [.. options.Distinct()];
    }

    /// <summary>Refuses levels that are the same, and makes labels unique.</summary>
    private BoundFactor Finish(BoundFactor factor)
    {
        var texts = new Dictionary<string, BoundLevel>(StringComparer.Ordinal);
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var levels = new List<BoundLevel>();
        foreach (var level in factor.Levels)
        {
            if (level.Assignments.All(a => a.Values.Count > 0) && !texts.TryAdd(level.Text, level))
                problems.Add(level.Place, $"vary.{factor.Name}: the level {level.Label} is here twice, first on line {texts[level.Text].Place.Line}");
            var label = level.Label;
            for (var i = 2; !labels.Add(label); i++)
                label = $"{level.Label}#{i}";
            levels.Add(level with { Label = label });
        }

        return factor with { Levels = levels };
    }
}
