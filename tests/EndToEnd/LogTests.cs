using System.Text.Json;

namespace Sweep.EndToEnd.Tests;

/// <summary>What the log says, to people and to machines.</summary>
public sealed class LogTests
{
    private const string Spec = """
        name: logged
        dataset: {csv: {path: data.csv, target: y}}
        model: {hidden: [64, 64]}
        training: {epochs: 300, batch_size: 8}
        vary: {activation: [tanh, relu, sigmoid, gelu]}
        replicates: 2
        """;

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task A_trial_that_cannot_read_its_data_is_told_with_sweep_trial_and_attempt(string format)
    {
        using var folder = new TempFolder();
        folder.Write("spec.yaml", Spec);
        folder.Write("data.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i % 7},{i % 5},{(i % 2 == 0 ? "p" : "q")}\n")));
        using var run = SweepProcess.Start(folder, "run", "spec.yaml", "--workers", "1", "--log-format", format);
        await run.SeeErrorAsync("8 trials, 1 workers");
        File.Delete(Path.Combine(folder.Path, "data.csv"));
        var end = await run.EndAsync();
        Assert.Equal(1, end.ExitCode);
        var lines = end.Error.Split('\n', StringSplitOptions.TrimEntries);
        if (format == "text")
        {
            Assert.Contains(lines, line => line.StartsWith("Sweep logged-", StringComparison.Ordinal) && line.Contains("attempt 1 failed and is tried again", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.StartsWith('{'));
            return;
        }

        var retries = lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(entry => entry.GetProperty("Message").GetString()!.Contains("failed and is tried again", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(retries);
        Assert.All(retries, entry =>
        {
            var fields = entry.GetProperty("State");
            Assert.StartsWith("logged-", fields.GetProperty("Sweep").GetString(), StringComparison.Ordinal);
            Assert.InRange(fields.GetProperty("Trial").GetInt64(), 0, 7);
            Assert.InRange(fields.GetProperty("Attempt").GetInt32(), 1, 2);
            Assert.Equal("Warning", entry.GetProperty("LogLevel").GetString());
            Assert.EndsWith("Z", entry.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_format_that_there_is_not_is_refused()
    {
        using var folder = new TempFolder();
        folder.Write("spec.yaml", Spec);
        var refused = await SweepProcess.RunAsync(folder, "run", "spec.yaml", "--log-format", "xml");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--log-format is 'xml', but must be text or json", refused.Error, StringComparison.Ordinal);
    }
}
