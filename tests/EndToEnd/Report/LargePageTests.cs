using System.Globalization;
using Microsoft.Playwright;
using Sweep.Reporting.Report;
using Sweep.Storage;
using Sweep.Testing;

namespace Sweep.EndToEnd.Tests.Report;

/// <summary>The page of ten thousand trials.</summary>
public sealed class LargePageTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    /// <summary>How long it takes is told and not judged: it says as much about the machine's load as about the page.</summary>
    [Fact]
    public async Task Ten_thousand_trials_open_sort_and_filter()
    {
        using var folder = new TempFolder();
        var store = new MemorySweepStore();
        var sweep = await SyntheticSweep.WriteAsync(store, TestContext.Current.CancellationToken);
        var path = folder.Write("large.html", ReportPage.Of(await ReportData.LoadAsync(store, sweep, SyntheticSweep.Plan, cancellation: TestContext.Current.CancellationToken), new(DateTimeOffset.UnixEpoch, "0.1.0")));
        await using var open = await browser.OpenAsync(path);
        await Assertions.Expect(open.Page.Locator("#filter-says")).ToHaveTextAsync("10,000 of 10,000 trials");
        await open.Page.FillAsync("#filter", "sigmoid outcome=diverged");
        await Assertions.Expect(open.Page.Locator("#filter-says")).ToContainTextAsync("of 10,000 trials");
        await open.Page.FillAsync("#trial-number", "9999");
        await open.Page.PressAsync("#trial-number", "Enter");
        await Assertions.Expect(open.Page.Locator("#trial-says")).ToContainTextAsync("Trial 9999 (activation");
        Assert.Empty(open.Said);
        var loaded = await open.Page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 1048576.0:0.0} MiB loaded in {loaded:0} ms"));
    }
}
