using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Designs;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs.Compilation;

/// <summary>Specs as text: the normalised YAML and the canonical form that is hashed.</summary>
internal static class SpecText
{
    /// <summary>The spec as YAML with every default filled in, in a fixed order; the compiler reads it back as an equal plan.</summary>
    public static string Yaml(SweepSpec spec, IReadOnlyList<BoundFactor> factors)
    {
        var text = new StringBuilder();
        Line(text, 0, $"name: {ValueText.Quote(spec.Name)}");
        Line(text, 0, $"description: {ValueText.Quote(spec.Description)}");
        foreach (var section in Catalog.Instance.Trial.Fields)
        {
            Line(text, 0, section.Name + ":");
            foreach (var field in ValueText.Fields(section.Get(spec.Base)!, section.Value.Record!))
                Line(text, 1, field);
        }

        Line(text, 0, factors.Count == 0 ? "vary: {}" : "vary:");
        foreach (var factor in factors)
            Vary(text, factor);
        Line(text, 0, $"design: {ValueText.Of(spec.Design, Catalog.Instance.DesignValue)}");
        foreach (var line in Settings(spec))
            Line(text, 0, line);
        Line(text, 0, TrialTimeBudget(spec));
        Line(text, 0, $"sweep_time_budget: {NumberText.Of(spec.SweepTimeBudget)}");
        Line(text, 0, $"checkpoint: {ValueText.Of(spec.Checkpoint, Catalog.Instance.CheckpointValue)}");
        Line(text, 0, $"verdicts: {ValueText.Of(spec.Verdicts, Catalog.Instance.VerdictsValue)}");
        Line(text, 0, $"analysis: {ValueText.Of(spec.Analysis, Catalog.Instance.AnalysisValue)}");
        return text.ToString();
    }

    /// <summary>
    /// SHA-256 over everything that results depend on: the base, the fields, values and order of factors and levels, the
    /// design, replicates, seed, objective, attempts and a trial's time budget where there is one. Names, labels, the
    /// description, the sweep's time budget, when trainings are saved, the verdicts' lines and how results are analysed are left
    /// out, for no result depends on them; so is how numbers, options and keys were written.
    /// </summary>
    public static string Hash(SweepSpec spec, IReadOnlyList<BoundFactor> factors)
    {
        var text = new StringBuilder("sweep spec 1\n");
        text.Append(ValueText.Of(spec.Base, Catalog.Instance.TrialValue)).Append('\n');
        foreach (var factor in factors)
        {
            text.Append("factor\n");
            if (factor.Range is { } range)
                text.Append(CultureInfo.InvariantCulture, $"{factor.Field!.Path}: {Range(range)}\n");
            foreach (var level in factor.Levels)
                text.Append(level.Text).Append('\n');
        }

        text.Append(spec.Design is Design.Ablation ablation
            ? "ablation " + string.Join(',', Baseline(ablation, factors).Select(b => b.Level))
            : ValueText.Of(spec.Design, Catalog.Instance.DesignValue));
        foreach (var line in Settings(spec))
            text.Append('\n').Append(line);
        if (spec.TrialTimeBudget > 0)
            text.Append('\n').Append(TrialTimeBudget(spec));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The baseline's level of each factor, by number.</summary>
    public static IEnumerable<(BoundFactor Factor, int Level)> Baseline(Design.Ablation ablation, IReadOnlyList<BoundFactor> factors)
        => factors.Select(f => (f, ablation.Baseline.TryGetValue(f.Name, out var label) ? Math.Max(0, f.Levels.ToList().FindIndex(l => l.Label == label)) : 0));

    private static string TrialTimeBudget(SweepSpec spec) => $"trial_time_budget: {NumberText.Of(spec.TrialTimeBudget)}";

    private static IEnumerable<string> Settings(SweepSpec spec) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"replicates: {spec.Replicates}"),
        string.Create(CultureInfo.InvariantCulture, $"seed: {spec.Seed}"),
        $"objective: {{{(spec.Objective.Maximize ? "maximize" : "minimize")}: {SnakeCase.Of(spec.Objective.Metric.ToString())}}}",
        string.Create(CultureInfo.InvariantCulture, $"max_attempts: {spec.MaxAttempts}"),
    ];

    private static void Vary(StringBuilder text, BoundFactor factor)
    {
        if (factor.Range is { } range)
        {
            Line(text, 1, $"{ValueText.Quote(factor.Name)}: {Range(range)}");
            return;
        }

        Line(text, 1, ValueText.Quote(factor.Name) + ":");
        foreach (var level in factor.Levels)
            Line(text, 2, "- " + (factor.Field is null ? $"{{label: {ValueText.Quote(level.Label)}, {level.Text}}}" : OfField(level)));
    }

    private static string OfField(BoundLevel level)
    {
        var dataset = level.Assignments.FirstOrDefault(a => a.Target.Segments is ["dataset", "source"]);
        var value = dataset is null ? level.Assignments[0].Text : "{" + Dataset(level, dataset) + "}";
        return value == level.Label ? value : $"{{label: {ValueText.Quote(level.Label)}, value: {value}}}";
    }

    private static string Dataset(BoundLevel level, Assignment source)
        => string.Join(", ", level.Assignments.Where(a => a != source).Select(a => $"{a.Target.Segments[^1]}: {a.Text}")
            .Prepend(ValueText.Source(source.Values.Values.First()!, Catalog.Instance.Source.Value.Choice!)));

    private static string Range(FactorRange range)
        => $"{{from: {NumberText.Of(range.From)}, to: {NumberText.Of(range.To)}, scale: {(range.Log ? "log" : "linear")}}}";

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', 2 * depth).Append(line).Append('\n');
}
