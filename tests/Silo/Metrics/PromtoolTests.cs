using System.ComponentModel;
using System.Diagnostics;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Tests.Metrics;

public sealed class PromtoolTests
{
    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_a_scrape()
    {
        using var instruments = new SweepInstruments();
        using var pipeline = new MetricsPipeline(instruments);
        using var sweep = instruments.Track("a \"quoted\"\\name\nof two lines", () => Exercise.Gauges with { Best = double.NegativeInfinity });
        using var workers = instruments.Workers.Track(() => Exercise.Workers);
        using var grains = instruments.Grains.Track(() => new(4, 5, 6));
        using var store = instruments.Store.Track(() => new(7));
        Exercise.All(instruments);
        var scrape = await pipeline.Exporter.ReadAsync(ExpositionFormat.Text);

        var (code, output) = await CheckAsync(scrape);
        Assert.Equal((0, ""), (code, output));
    }

    [Fact]
    public async Task Promtool_would_find_what_is_wrong()
    {
        var (code, _) = await CheckAsync("# TYPE a counter\na{b=\"c} 1\n");
        Assert.NotEqual(0, code);
    }

    private static async Task<(int Code, string Output)> CheckAsync(string scrape)
    {
        using var promtool = Start();
        var output = promtool.StandardOutput.ReadToEndAsync();
        var errors = promtool.StandardError.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(scrape);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await output + await errors);
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("promtool is not installed (Debian: apt-get install prometheus); with CI=true this fails instead");
            throw;
        }
    }
}
