namespace Sweep.EndToEnd.Tests.Report;

/// <summary>What <c>sweep report</c> writes beside the page.</summary>
public sealed class ReportVerbTests(Reported reported) : IClassFixture<Reported>
{
    [Fact]
    public async Task A_plot_goes_to_standard_output_as_data_and_to_a_file_as_a_picture()
    {
        var csv = await SweepProcess.RunAsync(reported.Folder, "report", reported.Id, "--plot", "effects", "--format", "csv", "--out", "-");
        Assert.Equal(0, csv.ExitCode);
        Assert.StartsWith("group,label,estimate,low,high,significant,detail\n", csv.Output, StringComparison.Ordinal);
        var svg = await SweepProcess.RunAsync(reported.Folder, "report", reported.Id, "--plot", "leaders", "--json");
        Assert.Equal("leaders.svg", svg.Json()[0].GetString());
        Assert.StartsWith("<svg ", await File.ReadAllTextAsync(Path.Combine(reported.Folder.Path, "leaders.svg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_plots_go_to_a_folder_and_the_correction_can_be_chosen()
    {
        var all = (await SweepProcess.RunAsync(reported.Folder, "report", reported.Id, "--format", "svg", "--out", "figures", "--adjust", "none", "--json")).Json();
        Assert.All(all.EnumerateArray(), path => Assert.True(File.Exists(Path.Combine(reported.Folder.Path, path.GetString()!))));
        var effects = await File.ReadAllTextAsync(Path.Combine(reported.Folder.Path, "figures", "effects.svg"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Holm", effects, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("did you mean 'leaders'?", "--plot", "leader")]
    [InlineData("found --format html, allowed are svg and csv", "--plot", "leaders", "--format", "html")]
    [InlineData("all plots are several files", "--format", "svg", "--out", "-")]
    public async Task Bad_input_ends_with_two_and_says_what_is_allowed(string says, params string[] options)
    {
        var refused = await SweepProcess.RunAsync(reported.Folder, ["report", reported.Id, .. options]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(says, refused.Error, StringComparison.Ordinal);
    }
}
