using System.Globalization;

namespace Sweep.EndToEnd.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task Best_combination_of_the_regularizers_reaches_96_percent_on_test_digits()
    {
        using var folder = new TempFolder();
        var json = (await SweepProcess.RunAsync(folder, "run", Repository.Example("regularizers"), "--json", "--quiet")).Json();
        Assert.Equal(360, json.GetProperty("trials").GetProperty("total").GetInt64());
        Assert.True(json.GetProperty("best")[0].GetProperty("test_score").GetDouble() >= 0.96);
    }

    [Fact]
    public async Task Twenty_sigmoid_layers_with_small_weights_stay_at_chance_with_vanished_gradients_and_relu_with_he_does_not()
    {
        using var folder = new TempFolder();
        await SweepProcess.RunAsync(folder, "run", Repository.Example("vanishing"), "--json", "--quiet", "--out", "out");
        var trials = Csv.Read(Path.Combine(folder.Path, "out", "trials.csv"));
        var gradients = Csv.Read(Path.Combine(folder.Path, "out", "gradients.csv"));

        var sigmoid = Where(trials, "sigmoid", "normal(0.01)");
        var relu = Where(trials, "relu", "he_normal");
        Assert.NotEmpty(sigmoid);
        Assert.NotEmpty(relu);
        foreach (var trial in sigmoid)
        {
            Assert.True(Number(trial, "test_accuracy") < 0.15);
            Assert.True(LastOverFirst(gradients, trial) >= 1e6);
            Assert.Contains("vanishing", trial["verdicts"], StringComparison.Ordinal);
        }

        foreach (var trial in relu)
        {
            Assert.True(Number(trial, "test_accuracy") > 0.5);
            Assert.True(LastOverFirst(gradients, trial) < 1e3);
            Assert.DoesNotContain("vanishing", trial["verdicts"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_study_run_again_ends_with_the_digest_of_its_page()
    {
        using var folder = new TempFolder();
        var json = (await SweepProcess.RunAsync(folder, "run", Repository.Study("optimizers"), "--json", "--quiet")).Json();
        Assert.Contains($"\n    {json.GetProperty("digest").GetString()}\n", Repository.Text("docs/studies/optimizers.md"), StringComparison.Ordinal);
    }

    private static List<Dictionary<string, string>> Where(IReadOnlyList<Dictionary<string, string>> trials, string activation, string init)
        => [.. trials.Where(t => t["depth"] == "20" && t["activation"] == activation && t["init"] == init)];

    // Over the first epoch, before anything has been learnt.
    private static double LastOverFirst(IReadOnlyList<Dictionary<string, string>> gradients, Dictionary<string, string> trial)
    {
        var layers = gradients
            .Where(row => row["trial"] == trial["trial"] && row["epoch"] == "1")
            .OrderBy(row => Number(row, "layer"))
            .ToList();
        return Number(layers[^1], "gradient_norm_mean") / Number(layers[0], "gradient_norm_mean");
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
