using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sweep.Core.Results;
using Sweep.Reporting.Export;
using Sweep.Reporting.Json;

namespace Sweep.Reporting.Tests;

public sealed partial class OutputsDocumentTests
{
    [Fact]
    public void Document_lists_every_column_in_order()
    {
        Assert.Equal(ExportColumns.Trials([], TaskKind.Classification).Select(c => c.Name), Listed("trials.csv"));
        Assert.Equal(ExportColumns.Epochs(TaskKind.Classification).Select(c => c.Name), Listed("epochs.csv"));
        Assert.Equal(ExportColumns.Gradients.Select(c => c.Name), Listed("gradients.csv"));
    }

    [Fact]
    public async Task Document_names_every_field_of_the_json()
    {
        var section = Section("results.json");
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(JsonDocument.Parse(ResultsJson.Of(await new SmallSweep().LoadAsync())).RootElement, names);

        Assert.All(names, n => Assert.Contains($"`{n}`", section, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Document_names_every_tag_and_metric_of_a_run()
    {
        var folder = Directory.CreateTempSubdirectory("sweep-outputs-").FullName;
        try
        {
            var sweep = new SmallSweep();
            var results = await sweep.LoadAsync();
            await SweepExport.WriteAsync(ExportSource.Of(sweep.Store, results, sweep.Plan), results, [new MlflowExport()], folder);
            var text = Section("trials.csv", before: true);
            var tags = Directory.GetDirectories(folder, "tags", SearchOption.AllDirectories).Where(d => Directory.Exists(Path.Combine(d, "../metrics")))
                .SelectMany(Directory.GetFiles).Select(f => Path.GetFileName(f)).Where(t => t != "mlflow.note.content").Distinct().ToList();
            var layers = Directory.GetDirectories(folder, "metrics", SearchOption.AllDirectories).SelectMany(Directory.GetDirectories).Select(d => Path.GetFileName(d)).Where(n => n != "final").Distinct().ToList();

            Assert.NotEmpty(layers);
            Assert.Contains("sweep.outcome", tags);
            Assert.All(tags, t => Assert.Contains($"`{t}`", text, StringComparison.Ordinal));
            Assert.All(layers, l => Assert.Contains($"`{l}/", text, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Collect(JsonElement element, HashSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, names);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            names.Add(property.Name);

            // What stands in these is named by the sweep: its factors, and verdicts.
            if (property is { Name: not "verdicts" } and not { Name: "levels", Value.ValueKind: JsonValueKind.Object })
                Collect(property.Value, names);
        }
    }

    private static IEnumerable<string> Listed(string section) => Row().Matches(Section(section)).Select(m => m.Groups[1].Value);

    private static string Section(string name, bool before = false, [CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/outputs.md"));
        var start = text.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        if (before)
            return text[..start];
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return text[start..end];
    }

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
