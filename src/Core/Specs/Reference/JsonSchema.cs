using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Compilation;

namespace Sweep.Core.Specs.Reference;

/// <summary>
/// The JSON Schema (draft 2020-12) of specs, for editors: it completes names, shows what they mean and marks most slips.
/// What it cannot say, such as rules over several fields, <see cref="SpecCompiler"/> checks.
/// </summary>
public sealed class JsonSchema
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _definitions = [];

    private JsonSchema()
    {
    }

    /// <summary>The schema of a whole spec, as indented JSON.</summary>
    public static string ForSpec() => new JsonSchema().Spec().ToJsonString(Written) + "\n";

    private JsonObject Spec()
    {
        var properties = new JsonObject
        {
            ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9._-]{1,60}$", ["description"] = SpecFields.Summary("name") },
            ["description"] = new JsonObject { ["type"] = "string", ["maxLength"] = SpecFields.Description.MaxLength, ["description"] = SpecFields.Summary("description") },
        };
        foreach (var section in Catalog.Instance.Trial.Fields)
            properties[section.Name] = Described(section.Name == "dataset" ? Dataset(section.Value.Record!) : Ref(section.Value), section.Limits.Summary);
        properties["vary"] = Vary();
        properties["design"] = Described(Ref(Catalog.Instance.DesignValue), SpecFields.Summary("design"));
        properties["replicates"] = Described(Number("integer", SpecFields.Replicates), SpecFields.Summary("replicates"));
        properties["seed"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = long.MaxValue, ["description"] = SpecFields.Summary("seed") };
        properties["objective"] = Objective();
        properties["max_attempts"] = Described(Number("integer", SpecFields.MaxAttempts), SpecFields.Summary("max_attempts"));
        properties["trial_time_budget"] = Described(Number("number", SpecFields.TrialTimeBudget), SpecFields.Summary("trial_time_budget"));
        properties["sweep_time_budget"] = Described(Number("number", SpecFields.SweepTimeBudget), SpecFields.Summary("sweep_time_budget"));
        properties["checkpoint"] = Described(Ref(Catalog.Instance.CheckpointValue), SpecFields.Summary("checkpoint"));
        properties["verdicts"] = Described(Ref(Catalog.Instance.VerdictsValue), SpecFields.Summary("verdicts"));
        properties["analysis"] = Described(Ref(Catalog.Instance.AnalysisValue), SpecFields.Summary("analysis"));
        return new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Sweep spec",
            ["type"] = "object",
            ["required"] = new JsonArray("name"),
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["$defs"] = _definitions,
        };
    }

    private static JsonObject Objective()
    {
        JsonObject One(string direction, bool loss) => new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray(direction),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject { [direction] = Names(Enum.GetValues<Metric>().Where(m => (m is Metric.ValidationLoss or Metric.TrainLoss) == loss).Select(m => SnakeCase.Of(m.ToString()))) },
        };
        return new() { ["description"] = SpecFields.Summary("objective"), ["oneOf"] = new JsonArray(One("minimize", true), One("maximize", false)) };
    }

    private JsonObject Vary()
    {
        var properties = new JsonObject();
        foreach (var target in TargetIndex.Instance.Targets)
        {
            var name = TargetIndex.Instance.Find(target.Segments[^1]) is [var only] && only == target ? target.Segments[^1] : target.Path;
            var values = target.Fields.Select(f => f.Value).DistinctBy(v => v.Kind).Select(v => (JsonNode)(target.Segments is ["dataset"] ? Dataset(v.Record!) : Plain(v, target.Fields[0].Limits)));
            properties[name] = Described(Levels(new JsonArray([.. values, Labelled()])), target.Fields[0].Limits.Summary);
        }

        return new()
        {
            ["description"] = SpecFields.Summary("vary"),
            ["type"] = "object",
            ["maxProperties"] = FactorBinder.MaxFactors,
            ["properties"] = properties,
            ["additionalProperties"] = Levels(new JsonArray(new JsonObject())),
        };
    }

    private static JsonObject Labelled() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("label", "value"),
        ["properties"] = new JsonObject { ["label"] = new JsonObject { ["type"] = "string", ["maxLength"] = LevelLabel.MaxLength }, ["value"] = new JsonObject() },
        ["additionalProperties"] = false,
    };

    private static JsonObject Levels(JsonArray values) => new()
    {
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = FactorBinder.MaxLevels, ["items"] = new JsonObject { ["anyOf"] = values } },
            new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("from", "to"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { ["from"] = new JsonObject { ["type"] = "number" }, ["to"] = new JsonObject { ["type"] = "number" }, ["scale"] = Names(["linear", "log"]) },
            }),
    };

    private JsonObject Dataset(RecordShape record)
    {
        const string Name = "Dataset";
        if (_definitions.ContainsKey(Name))
            return Reference(Name);
        _definitions[Name] = new JsonObject();
        var choice = Catalog.Instance.Source.Value.Choice!;
        var properties = new JsonObject { ["name"] = Names(choice.Names) };
        foreach (var option in choice.Options)
            properties[option.Name] = Described(Body(option), option.Summary);
        foreach (var field in record.Fields.Where(f => f.Name != "source").Concat(choice.Options.SelectMany(o => o.Record.Fields)).DistinctBy(f => f.Name))
            properties[field.Name] = Described(Plain(field.Value, field.Limits), field.Limits.Summary);
        _definitions[Name] = new JsonObject { ["oneOf"] = new JsonArray(Names(choice.Names), new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties }) };
        return Reference(Name);
    }

    private JsonObject Ref(ValueShape shape)
    {
        var name = shape.Type.Name;
        if (_definitions.ContainsKey(name))
            return Reference(name);
        _definitions[name] = new JsonObject();
        _definitions[name] = shape.Choice is { } choice ? Choice(choice) : Fields(shape.Record!);
        return Reference(name);
    }

    private JsonObject Choice(ChoiceShape choice)
    {
        var forms = new JsonArray(Names(choice.Names));
        foreach (var option in choice.Options)
        {
            forms.Add((JsonNode)new JsonObject
            {
                ["type"] = "object",
                ["description"] = option.Summary,
                ["required"] = new JsonArray(option.Name),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { [option.Name] = Described(Body(option), option.Summary) },
            });
        }

        return new() { ["oneOf"] = forms };
    }

    private JsonObject Body(OptionShape option)
    {
        var forms = new JsonArray(new JsonObject { ["type"] = "null" }, Fields(option.Record));
        if (option.Record.Fields.Count > 0 && option.Record.Fields[0].Value.Kind != ValueKind.Map)
            forms.Add((JsonNode)Plain(option.Record.Fields[0].Value, option.Record.Fields[0].Limits));
        return new() { ["anyOf"] = forms };
    }

    private JsonObject Fields(RecordShape record)
    {
        var properties = new JsonObject();
        foreach (var field in record.Fields)
            properties[field.Name] = Described(Plain(field.Value, field.Limits), field.Limits.Summary);
        return new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private JsonObject Plain(ValueShape shape, FieldAttribute limits)
    {
        var schema = shape.Kind switch
        {
            ValueKind.Number => Number("number", limits),
            ValueKind.Whole => Number("integer", limits),
            ValueKind.BatchSize => new() { ["oneOf"] = new JsonArray(Number("integer", limits), Names(["full"])) },
            ValueKind.Duration => new() { ["type"] = "string", ["pattern"] = "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$" },
            ValueKind.Truth => new() { ["type"] = "boolean" },
            ValueKind.Text => new() { ["type"] = "string", ["maxLength"] = limits.MaxLength },
            ValueKind.Name => Names(shape.Names.Select(n => n.Key)),
            ValueKind.List => new() { ["type"] = "array", ["maxItems"] = limits.MaxLength, ["items"] = Plain(shape.Item!, limits) },
            ValueKind.Map => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") } },
            _ => Ref(shape),
        };
        return shape.Nullable ? new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;
    }

    private static JsonObject Number(string type, FieldAttribute limits)
    {
        var schema = new JsonObject { ["type"] = type };
        if (!double.IsInfinity(limits.Min))
            schema[limits.AboveMin ? "exclusiveMinimum" : "minimum"] = limits.Min;
        if (!double.IsInfinity(limits.Max))
            schema[limits.BelowMax ? "exclusiveMaximum" : "maximum"] = limits.Max;
        return schema;
    }

    private static JsonObject Described(JsonObject schema, string summary)
    {
        schema["description"] = summary;
        return schema;
    }

    private static JsonObject Names(IEnumerable<string> names) => new() { ["enum"] = new JsonArray([.. names.Select(n => (JsonNode)n)]) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/$defs/" + name };
}
