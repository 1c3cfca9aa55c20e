using System.Text.Json;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Export;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;

namespace Sweep.Reporting.Tests;

public sealed class VerdictTests
{
    private static SweepPlan Plan(string verdicts) => SpecCompiler.Compile(
        "name: fake\nvary: {activation: [relu, sigmoid], init: [he_normal, zero]}\nreplicates: 3\n" + verdicts, "fake.yaml").Plan!;

    [Fact]
    public async Task A_line_that_the_spec_moves_changes_what_is_shown_and_exported()
    {
        var sweep = new SmallSweep();
        foreach (var (line, expected) in new[] { ("", "vanishing"), ("verdicts: {vanishing_ratio: 1e-6}\n", "healthy") })
        {
            var plan = Plan(line);
            var results = await SweepResults.LoadAsync(sweep.Store, sweep.Record, plan);
            Assert.Equal(expected == "vanishing" ? 1 : 0, results.Gradients.First(g => g.Levels is ["sigmoid", "he_normal"]).ShareOf(Verdict.Vanishing));
            Assert.Equal(expected == "vanishing", (await TrialReport.LoadAsync(sweep.Store, sweep.Record, plan, 2)).Verdicts.Has(Verdict.Vanishing));

            using var csv = new MemoryStream();
            await CsvExport.WriteTrialsAsync(sweep.Store, results, plan, csv, default);
            Assert.Equal(expected == "vanishing", System.Text.Encoding.UTF8.GetString(csv.ToArray()).Contains(",vanishing", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_remedy_is_drawn_from_the_sweeps_own_trials()
    {
        var sweep = new SmallSweep();
        var report = await TrialReport.LoadAsync(sweep.Store, sweep.Record, Plan(""), 2);

        var remedy = Assert.Single(report.Remedies);
        Assert.Equal((Verdict.Vanishing, "activation", 0L), (remedy.Verdict, remedy.Field, remedy.Trial));
        Assert.Equal("with activation relu in place of sigmoid the same network was healthy: trial 0", remedy.Text);
        Assert.Empty((await TrialReport.LoadAsync(sweep.Store, sweep.Record, Plan(""), 0)).Remedies);
    }

    [Fact]
    public async Task The_json_of_a_trial_holds_remedies_layers_and_the_law()
    {
        var sweep = new SmallSweep();
        var json = JsonDocument.Parse(ResultsJson.Of(await TrialReport.LoadAsync(sweep.Store, sweep.Record, Plan(""), 2))).RootElement;

        Assert.Equal(("vanishing", "activation", 0), (json.GetProperty("remedies")[0].GetProperty("verdict").GetString(), json.GetProperty("remedies")[0].GetProperty("field").GetString(), json.GetProperty("remedies")[0].GetProperty("trial").GetInt32()));
        Assert.Equal(["vanishing", "healthy", "healthy", "healthy", "healthy"], json.GetProperty("layer_verdicts").EnumerateArray().Select(l => l.GetProperty("verdict").GetString()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("before_divergence").ValueKind);
        var law = json.GetProperty("depth_law");
        Assert.Equal(0.1, law.GetProperty("decay").GetDouble(), 1e-6);
        Assert.Equal(0.25 * 3, law.GetProperty("layers")[3].GetProperty("bound").GetDouble());
        Assert.Equal(JsonValueKind.Null, law.GetProperty("layers")[3].GetProperty("tight_bound").ValueKind);
    }

    [Fact]
    public async Task A_diverged_trial_tells_what_went_before()
    {
        var sweep = new SmallSweep();
        var json = JsonDocument.Parse(ResultsJson.Of(await TrialReport.LoadAsync(sweep.Store, sweep.Record, Plan(""), 5))).RootElement;

        Assert.Equal(2, json.GetProperty("before_divergence").GetProperty("last_epoch").GetInt32());
        Assert.Equal(0.1, json.GetProperty("before_divergence").GetProperty("learning_rate").GetDouble());
    }

    [Fact]
    public async Task The_terminal_shows_remedy_layers_and_the_law_within_80_columns()
    {
        var sweep = new SmallSweep();
        var report = await TrialReport.LoadAsync(sweep.Store, sweep.Record, Plan(""), 2);
        var shown = PlainText.Of(80, console => ResultTables.Write(console, report));

        Assert.Contains("remedy for vanishing: with activation relu in place of sigmoid", shown, StringComparison.Ordinal);
        Assert.Contains("Decay over depth in epoch 6: times 0.1 per layer on the way back", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), l => Assert.True(l.TrimEnd().Length <= 80, l));
    }

    [Fact]
    public void The_document_names_every_field_of_a_trials_verdicts() => Names_every_field();

    private static void Names_every_field([System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/outputs.md"));
        foreach (var type in new[] { typeof(RemedyDocument), typeof(BeforeDocument), typeof(DepthLawDocument), typeof(DepthLawLayerDocument) })
        {
            foreach (var property in type.GetProperties().Where(p => p.Name is not ("EqualityContract" or "Verdict" or "Layers" or "Layer")))
                Assert.Contains($"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}`", text, StringComparison.Ordinal);
        }
    }
}
