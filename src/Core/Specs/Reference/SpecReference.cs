using System.Text;
using Sweep.Core.Results;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Compilation;

namespace Sweep.Core.Specs.Reference;

/// <summary>The reference page of specs, written from the same types that specs are read with.</summary>
public static class SpecReference
{
    /// <summary>The whole page as Markdown.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder();
        page.Append(SpecProse.Opening);
        MarkdownTable.Append(page, ["key", "meaning"], SpecFields.All.Select(f => (string[])[Code(f.Key), f.Value]));
        foreach (var section in Catalog.Instance.Trial.Fields)
            Section(page, section);
        page.Append(SpecProse.Vary);
        page.Append("\n## design\n\nOne of these; without it, `full`.\n");
        Options(page, Catalog.Instance.DesignValue.Choice!);
        page.Append(SpecProse.Designs);
        page.Append("\n## objective\n\nWithout it, `{minimize: validation_loss}`. " + SpecProse.Objective + "\n");
        MarkdownTable.Append(page, ["metric", "goes with"], Enum.GetValues<Metric>().Select(m => (string[])[Code(SnakeCase.Of(m.ToString())), m is Metric.ValidationLoss or Metric.TrainLoss ? "`minimize`" : "`maximize`"]));
        page.Append(SpecProse.TimeBudgets);
        page.Append("\n## checkpoint\n\n" + SpecProse.Checkpoint + "\n");
        Fields(page, Catalog.Instance.CheckpointValue.Record!, false);
        page.Append("\n## verdicts\n\n" + SpecProse.Verdicts + "\n");
        Fields(page, Catalog.Instance.VerdictsValue.Record!, false);
        page.Append("\n## analysis\n\n" + SpecProse.Analysis + "\n");
        Fields(page, Catalog.Instance.AnalysisValue.Record!, false);
        page.Append(SpecProse.Rules);
        return page.ToString();
    }

    private static void Section(StringBuilder page, FieldShape section)
    {
        page.Append($"\n## {section.Name}\n\n{Sentence(section.Limits.Summary)}\n");
        if (section.Name == "dataset")
            page.Append(SpecProse.Dataset);
        var record = section.Value.Record!;
        Fields(page, record, section.Name == "dataset");
        foreach (var field in record.Fields)
        {
            var shape = field.Value.Item ?? field.Value;
            if (shape.Choice is { } choice && field.Name != "bias_init")
            {
                page.Append($"\n### {section.Name}.{field.Name}\n");
                Options(page, choice);
            }
            else if (shape.Record is { } inner)
            {
                page.Append($"\n### {section.Name}.{field.Name}{(field.Value.Item is null ? "" : ": fields of each")}\n");
                Fields(page, inner, false);
            }
        }
    }

    private static void Fields(StringBuilder page, RecordShape record, bool withoutSource)
    {
        var defaults = record.Create();
        MarkdownTable.Append(page, ["field", "takes", "default", "meaning"], record.Fields.Where(f => !withoutSource || f.Name != "source").Select(f => (string[])[Code(f.Name), Takes(f), Code(Default(f, defaults)), f.Limits.Summary]));
    }

    private static void Options(StringBuilder page, ChoiceShape choice)
    {
        MarkdownTable.Append(page, ["option", "meaning"], choice.Options.Select(o => (string[])[Code(o.Name), o.Summary]));
        var rows = choice.Options.SelectMany(o =>
        {
            var defaults = o.Record.Create();
            return o.Record.Fields.Select(f => (string[])[Code(o.Name), Code(f.Name), Takes(f), Code(Default(f, defaults)), f.Limits.Summary]);
        }).ToArray();
        if (rows.Length > 0)
            MarkdownTable.Append(page, ["of option", "field", "takes", "default", "meaning"], rows);
    }

    private static string Takes(FieldShape field)
    {
        var text = Takes(field.Value, field);
        return field.Value.Nullable ? text + ", or null" : text;
    }

    private static string Takes(ValueShape shape, FieldShape field) => shape.Kind switch
    {
        ValueKind.Number => "number" + Binder.Range(field.Limits),
        ValueKind.Whole => "whole number" + Binder.Range(field.Limits),
        ValueKind.BatchSize => "whole number" + Binder.Range(field.Limits) + ", or `full`",
        ValueKind.Duration => "duration" + Binder.Durations(field.Limits) + ", in `ms`, `s`, `m` or `h`",
        ValueKind.Truth => "`true`, `false`",
        ValueKind.Text => $"text, at most {field.Limits.MaxLength} characters",
        ValueKind.Name => string.Join(", ", shape.Names.Select(n => Code(n.Key))),
        ValueKind.Choice => field.Name == "bias_init" ? "as `init`, but those named" : "an option",
        ValueKind.Record => "a mapping",
        ValueKind.List => $"list of {(shape.Item!.Kind is ValueKind.Record ? "mappings" : Takes(shape.Item, field) + " each")}, at most {field.Limits.MaxLength}",
        _ => "mapping of factors to labels",
    };

    private static string Default(FieldShape field, object defaults)
    {
        var value = field.Get(defaults);
        return field.Value.Kind switch
        {
            ValueKind.Choice when value is not null => field.Value.Choice!.Of(value).Name,
            ValueKind.Record => "{}",
            ValueKind.Text when value is "" => "",
            _ => ValueText.Of(value, field.Value),
        };
    }

    private static string Code(string text) => text.Length == 0 ? "required" : $"`{text}`";

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
