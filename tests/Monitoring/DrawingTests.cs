using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sweep.Monitoring.Tests.Dashboards;
using Sweep.Monitoring.Tests.Drawing;
using Sweep.Monitoring.Tests.Fixture;

namespace Sweep.Monitoring.Tests;

/// <summary>
/// Dashboards are drawn with what their queries yield, on a desk and on a phone.
/// With SWEEP_PICTURES set to a folder, the pages and pictures of them are left there to be looked at.
/// </summary>
[Collection(nameof(WatchedGroup))]
public sealed partial class DrawingTests(Watched watched)
{
    // A phone's page stands in a frame, since a browser's window is never so narrow.
    private const int Desk = 1400;
    private const int Phone = 390;

    public static TheoryData<string> Names => Dashboard.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_panel_is_drawn_has_something_to_show_and_fits(string name)
    {
        Watched.Need();
        Browser.Need();
        using var folder = new TempFolder();
        var board = Dashboard.Named(name);
        var page = folder.Write($"{name}.html", await new Page(board, watched.Prometheus, watched.Range).MakeAsync());
        var narrow = folder.Write($"{name}-phone.html", $"""
            <!doctype html><body style="margin:0"><iframe src="{name}.html" style="border:0;width:{Phone}px;height:9000px"></iframe></body>
            """);

        var drawn = Drawn(await Browser.ReadAsync(folder, page, Desk));
        Assert.True(drawn.GetProperty("panels").GetInt32() >= board.Items.Count(item => item.Type != "row"));
        Assert.All(Texts(drawn, "empty"), title => Assert.Contains((name, title), Allowed.Empty.Keys));
        Assert.Empty(Texts(drawn, "cut"));
        if (Environment.GetEnvironmentVariable("SWEEP_PICTURES") is not { Length: > 0 } pictures)
            return;
        foreach (var file in new[] { page, narrow })
            File.Copy(file, Path.Combine(pictures, Path.GetFileName(file)), overwrite: true);
        await Browser.DrawAsync(folder, page, Desk, 2400, Path.Combine(pictures, $"{name}.png"));
        await Browser.DrawAsync(folder, narrow, Phone + 110, 3000, Path.Combine(pictures, $"{name}-phone.png"));
    }

    private static JsonElement Drawn(string page)
    {
        var match = DrawnPattern().Match(page);
        Assert.True(match.Success, "the page's script has not come to its end");
        using var document = JsonDocument.Parse(WebUtility.HtmlDecode(match.Groups[1].Value));
        return document.RootElement.Clone();
    }

    private static List<string> Texts(JsonElement drawn, string name) => [.. drawn.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    [GeneratedRegex("data-drawn=\"([^\"]*)\"")]
    private static partial Regex DrawnPattern();
}
