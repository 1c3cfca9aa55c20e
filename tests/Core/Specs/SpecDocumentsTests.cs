using System.Text.Json;
using System.Text.Json.Nodes;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Reference;

namespace Sweep.Core.Tests.Specs;

public sealed class SpecDocumentsTests
{
    /// <summary>With SWEEP_WRITE_DOCS=1 in the environment the page is written first.</summary>
    [Fact]
    public void The_reference_page_is_the_one_that_the_types_give()
    {
        var path = RepositoryFiles.PathOf("docs", "spec.md");
        if (Environment.GetEnvironmentVariable("SWEEP_WRITE_DOCS") == "1")
            File.WriteAllText(path, SpecReference.Markdown());
        Assert.Equal(SpecReference.Markdown(), File.ReadAllText(path));
    }

    [Fact]
    public void The_schema_names_only_definitions_that_it_has()
    {
        var schema = JsonNode.Parse(JsonSchema.ForSpec())!;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        var definitions = schema["$defs"]!.AsObject().Select(d => "#/$defs/" + d.Key).ToHashSet();
        var references = All(schema).OfType<JsonObject>().Select(o => (string?)o["$ref"]).OfType<string>().ToHashSet();
        Assert.NotEmpty(references);
        Assert.Subset(definitions, references);
    }

    [Fact]
    public void Every_field_and_option_is_in_page_and_schema_with_its_meaning()
    {
        var page = SpecReference.Markdown();
        var schema = JsonSchema.ForSpec();
        foreach (var (name, summary) in Known())
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
            Assert.Contains(summary.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal), page, StringComparison.Ordinal);
            Assert.Contains($"\"{name}\"", schema, StringComparison.Ordinal);
            Assert.Contains(JsonSerializer.Serialize(summary, Relaxed), schema, StringComparison.Ordinal);
        }
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<(string Name, string Summary)> Known()
    {
        var records = new Queue<RecordShape>([Catalog.Instance.Trial, Catalog.Instance.CheckpointValue.Record!, Catalog.Instance.VerdictsValue.Record!, Catalog.Instance.AnalysisValue.Record!]);
        var choices = new Queue<ChoiceShape>([Catalog.Instance.DesignValue.Choice!]);
        while (records.Count + choices.Count > 0)
        {
            while (choices.TryDequeue(out var choice))
            {
                foreach (var option in choice.Options)
                {
                    yield return (option.Name, option.Summary);
                    records.Enqueue(option.Record);
                }
            }

            if (!records.TryDequeue(out var record))
                continue;
            foreach (var field in record.Fields)
            {
                if (field.Name != "source" && record != Catalog.Instance.Trial)
                    yield return (field.Name, field.Limits.Summary);
                var shape = field.Value.Item ?? field.Value;
                if (shape.Record is { } inner)
                    records.Enqueue(inner);
                if (shape.Choice is { } inside)
                    choices.Enqueue(inside);
            }
        }
    }

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        IEnumerable<JsonNode?> inside = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        return inside.OfType<JsonNode>().SelectMany(All).Prepend(node);
    }
}
