using System.Globalization;
using System.Text;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs;

/// <summary>One combination as a spec of its own, short enough to be read: what is at its default is left out.</summary>
public static class CombinationSpec
{
    /// <summary>
    /// A spec with this combination alone. It keeps seed, replicates and objective, and what is random depends on nothing else,
    /// so its trials are those of the combination to the bit.
    /// </summary>
    /// <param name="spec">The spec that the combination belongs to.</param>
    /// <param name="combination">The combination.</param>
    public static string Yaml(SweepSpec spec, Combination combination)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(combination);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name: {ValueText.Quote($"{spec.Name}-{combination.Index}")}\n");
        foreach (var section in Catalog.Instance.Trial.Fields)
            AppendSection(text, section, section.Get(combination.Config)!);
        text.Append(CultureInfo.InvariantCulture, $"replicates: {spec.Replicates}\n");
        if (spec.Seed != 0)
            text.Append(CultureInfo.InvariantCulture, $"seed: {spec.Seed}\n");
        text.Append(CultureInfo.InvariantCulture, $"objective: {{{(spec.Objective.Maximize ? "maximize" : "minimize")}: {SnakeCase.Of(spec.Objective.Metric.ToString())}}}\n");
        if (spec.TrialTimeBudget > 0)
            text.Append(CultureInfo.InvariantCulture, $"trial_time_budget: {NumberText.Of(spec.TrialTimeBudget)}\n");
        return text.ToString();
    }

    private static void AppendSection(StringBuilder text, FieldShape section, object record)
    {
        var shape = section.Value.Record!;
        var changed = Changed(record, shape);
        if (changed.Count == 0)
            return;
        text.Append(section.Name).Append(":\n");
        foreach (var field in changed)
        {
            text.Append("  ").Append(field.Name == "source"
                ? ValueText.Source(field.Get(record)!, field.Value.Choice!)
                : $"{field.Name}: {Short(field.Get(record), field.Value)}").Append('\n');
        }
    }

    // The source names the data set, so it is there even where it is the default.
    private static List<FieldShape> Changed(object record, RecordShape shape)
    {
        var defaults = shape.Create();
        return [.. shape.Fields.Where(f => f.Name == "source" || ValueText.Of(f.Get(record), f.Value) != ValueText.Of(f.Get(defaults), f.Value))];
    }

    private static string Short(object? value, ValueShape shape)
    {
        if (value is null || shape.Kind != ValueKind.Choice)
            return ValueText.Of(value, shape);
        var option = shape.Choice!.Of(value);
        var changed = Changed(value, option.Record);
        return changed.Count == 0 ? option.Name : $"{{{option.Name}: {{{string.Join(", ", changed.Select(f => $"{f.Name}: {Short(f.Get(value), f.Value)}"))}}}}}";
    }
}
