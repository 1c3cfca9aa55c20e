using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Designs;
using Sweep.Core.Results;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Yaml;
using Sweep.Core.Verdicts;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Binds the top level of a spec.</summary>
internal sealed class SpecBinder(Binder binder, ProblemSink problems)
{
    private static readonly ValueShape Text = new() { Kind = ValueKind.Text, Type = typeof(string) };
    private static readonly ValueShape Number = new() { Kind = ValueKind.Number, Type = typeof(double) };
    private static readonly ValueShape Whole = new() { Kind = ValueKind.Whole, Type = typeof(int) };

    /// <summary>The spec and its factors; null when the text is not a mapping.</summary>
    public (SweepSpec? Spec, IReadOnlyList<BoundFactor> Factors) Bind(YamlNode root)
    {
        if (root is not YamlMapping mapping)
        {
            problems.Add(root.Place, $"found {root.Describe()}, expected a mapping with {string.Join(", ", SpecFields.Keys)}");
            return (null, []);
        }

        foreach (var entry in mapping.Entries)
        {
            if (!SpecFields.Keys.Contains(entry.Key.Text))
                problems.Add(entry.Key.Place, $"a spec has no field '{YamlScalar.Short(entry.Key.Text)}'{Spelling.Advice(entry.Key.Text, SpecFields.Keys)}{Home(entry.Key.Text)}");
            binder.Remember(entry.Key.Text, entry.Key.Place);
        }

        var start = Base(mapping);
        var factors = mapping.Find("vary") is { } vary ? new FactorBinder(binder, problems, start).Bind(vary) : [];
        return (new()
        {
            Name = Name(mapping),
            Description = Bound(mapping, "description", Text, SpecFields.Description, ""),
            Base = start,
            Factors = [.. factors.Select(f => f.ToFactor())],
            Design = Bound<Design>(mapping, "design", Catalog.Instance.DesignValue, new("design"), new Design.Full()),
            Replicates = Bound(mapping, "replicates", Whole, SpecFields.Replicates, 1),
            Seed = Seed(mapping.Find("seed")),
            Objective = Objective(mapping.Find("objective")),
            MaxAttempts = Bound(mapping, "max_attempts", Whole, SpecFields.MaxAttempts, 3),
            TrialTimeBudget = Bound(mapping, "trial_time_budget", Number, SpecFields.TrialTimeBudget, 0.0),
            SweepTimeBudget = Bound(mapping, "sweep_time_budget", Number, SpecFields.SweepTimeBudget, 0.0),
            Checkpoint = Bound(mapping, "checkpoint", Catalog.Instance.CheckpointValue, SpecFields.Checkpoint, new CheckpointConfig()),
            Verdicts = Bound(mapping, "verdicts", Catalog.Instance.VerdictsValue, SpecFields.Verdicts, new VerdictThresholds()),
            Analysis = Bound(mapping, "analysis", Catalog.Instance.AnalysisValue, SpecFields.Analysis, new AnalysisConfig()),
        }, factors);
    }

    private static string Home(string key)
        => TargetIndex.Instance.Find(key) is [var target] ? $"; {target.Path} stands inside {target.Segments[0]}" : "";

    private TrialConfig Base(YamlMapping mapping)
    {
        var config = new TrialConfig();
        foreach (var section in Catalog.Instance.Trial.Fields)
        {
            if (mapping.Find(section.Name) is not { } node || (node is YamlScalar { IsNull: true } && section.Name != "dataset"))
                continue;
            if (section.Name == "dataset")
                config = config with { Dataset = binder.BindDataset(node, config.Dataset, section.Name) };
            else if (node is YamlMapping fields)
                section.Set(config, binder.BindFields(fields, section.Value.Record!, section.Get(config)!, section.Name));
            else
                problems.Add(node.Place, $"{section.Name}: found {node.Describe()}, expected a mapping of {string.Join(", ", section.Value.Record!.Fields.Select(f => f.Name))}");
        }

        return config;
    }

    private T Bound<T>(YamlMapping mapping, string key, ValueShape shape, FieldAttribute limits, T otherwise)
        => mapping.Find(key) is { } node && binder.TryBind(node, shape, limits, key, out var value) ? (T)value! : otherwise;

    private string Name(YamlMapping mapping)
    {
        if (mapping.Find("name") is not { } node)
            problems.Add(mapping.Place, "a spec needs a name, as name: my-sweep");
        else if (node is not YamlScalar { IsNull: false } scalar || !FactorReader.IsName(scalar.Text))
            problems.Add(node.Place, $"name: found {node.Describe()}, expected letters, digits, dash, underscore and dot, at most {LevelLabel.MaxLength}");
        else
            return scalar.Text;
        return "";
    }

    private ulong Seed(YamlNode? node)
    {
        if (node is null)
            return 0;
        if (node is YamlScalar { Plain: true } scalar && (scalar.Text.Length == 1 || !scalar.Text.StartsWith('0'))
            && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed <= long.MaxValue)
            return seed;
        problems.Add(node.Place, $"seed: found {node.Describe()}, allowed is a whole number from 0 to {long.MaxValue}, written in digits");
        return 0;
    }

    private Objective Objective(YamlNode? node)
    {
        if (node is null)
            return default;
        if (node is not YamlMapping { Entries: [{ Key.Text: "minimize" or "maximize", Value: YamlScalar metric } entry] })
        {
            var near = node is YamlMapping { Entries: [var other] } ? Spelling.Advice(other.Key.Text, ["minimize", "maximize"]) : "";
            problems.Add(node.Place, $"objective: found {node.Describe()}, expected {{minimize: validation_loss}} or {{maximize: validation_accuracy}}{near}");
            return default;
        }

        var names = Enum.GetValues<Metric>().ToDictionary(m => SnakeCase.Of(m.ToString()));
        var maximize = entry.Key.Text == "maximize";
        if (metric.Text.StartsWith("test", StringComparison.Ordinal))
            problems.Add(metric.Place, $"objective: found {metric.Describe()}; a sweep is never decided on the test set, whose result would then be too good; allowed: {string.Join(", ", names.Keys)}");
        else if (!names.TryGetValue(metric.Text, out var known))
            problems.Add(metric.Place, $"objective: found {metric.Describe()}{Spelling.Advice(metric.Text, names.Keys)}");
        else if (maximize == (known is Metric.ValidationLoss or Metric.TrainLoss))
            problems.Add(entry.Key.Place, $"objective: {entry.Key.Text} {metric.Text} looks for the worst; did you mean '{(maximize ? "minimize" : "maximize")}'?");
        else
            return new(known, maximize);
        return default;
    }
}
