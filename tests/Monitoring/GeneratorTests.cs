using Sweep.Monitoring.Tests.Dashboards;

namespace Sweep.Monitoring.Tests;

/// <summary>Dashboards have one source, which is deploy/grafana/generator.</summary>
public sealed class GeneratorTests
{
    [Fact]
    public async Task What_Grafana_reads_is_what_the_generator_writes()
    {
        Tool.Need("python3", always: true);
        using var folder = new TempFolder();
        await Tool.RunAsync("python3", "-B", "deploy/grafana/generator", folder.Path);
        var written = Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        Assert.Equal(written, Dashboard.All.Select(board => board.File + ".json"));
        foreach (var file in written)
        {
            Assert.True(
                Repository.Text($"deploy/grafana/dashboards/{file}") == await File.ReadAllTextAsync(Path.Combine(folder.Path, file), TestContext.Current.CancellationToken),
                $"{file} is not what the generator writes: python3 -B deploy/grafana/generator");
        }
    }
}
