using System.Globalization;
using Microsoft.Playwright;

namespace Sweep.EndToEnd.Tests.Report;

/// <summary>The report in a real browser, without a network.</summary>
public sealed class PageTests(Browser browser, Reported reported) : IClassFixture<Browser>, IClassFixture<Reported>
{
    private const int Trials = 54;

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    public async Task It_opens_without_a_word_on_the_console_and_asks_for_nothing(int width, int height, ColorScheme scheme)
    {
        await using var open = await browser.OpenAsync(reported.Path, new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        Assert.Equal("Which activation, clip and scale of weights keep these six layers alive?", await open.Page.Locator("h1").InnerTextAsync());
        Assert.Empty(open.Said);
        Assert.Equal([new Uri(reported.Path).AbsoluteUri], open.Asked);

        // Nothing sticks out of the page's side.
        Assert.True(await open.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    [Fact]
    public async Task Every_plot_has_marks_and_words_for_those_who_do_not_see_it()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var names = (await SweepProcess.RunAsync(reported.Folder, "report", reported.Id, "--list-plots", "--json")).Json().EnumerateArray().Select(p => p.GetProperty("name").GetString()!).ToList();
        Assert.True(names.Count >= 15, string.Join(' ', names));
        foreach (var name in names)
        {
            var svg = open.Page.Locator($"[data-plot='{name}'] svg").First;
            Assert.True(await svg.Locator(".mark").CountAsync() > 0, $"{name} has no mark");
            Assert.False(string.IsNullOrWhiteSpace(await svg.Locator("> title").TextContentAsync()));
            Assert.False(string.IsNullOrWhiteSpace(await svg.Locator("> desc").TextContentAsync()));
        }
    }

    [Fact]
    public async Task A_column_sorts_up_and_down_by_its_button_and_says_so()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var head = open.Page.Locator("#trials-table th", new() { HasTextRegex = new("^validation loss$") });
        await head.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        var up = await ColumnAsync(open.Page, 6);
        Assert.Equal(up.Order(), up);
        await head.GetByRole(AriaRole.Button).PressAsync("Enter");
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        var down = await ColumnAsync(open.Page, 6);
        Assert.Equal(down.OrderDescending(), down);
        Assert.Equal(1, await open.Page.Locator("#trials-table th[aria-sort]").CountAsync());
    }

    [Fact]
    public async Task The_filter_takes_words_and_comparisons_and_names_a_column_that_is_not_there()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var filter = open.Page.Locator("#filter");
        var says = open.Page.Locator("#filter-says");
        await Assertions.Expect(says).ToHaveTextAsync($"{Trials} of {Trials} trials");
        await filter.FillAsync("activation=relu clip=none");
        await Assertions.Expect(says).ToHaveTextAsync($"9 of {Trials} trials");
        await filter.FillAsync("replicate>=1 sigmoid");
        await Assertions.Expect(says).ToHaveTextAsync($"12 of {Trials} trials");
        await filter.FillAsync("colour=red");
        await Assertions.Expect(says).ToContainTextAsync("There is no column colour; the columns are trial, activation, init, clip, replicate, outcome, validation_loss");
    }

    [Fact]
    public async Task A_trial_on_demand_is_drawn_over_the_curves_by_number_and_by_click()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var extra = open.Page.Locator("[data-plot='curves-activation'] .extra").First;
        Assert.Equal("", await extra.GetAttributeAsync("d"));
        await open.Page.FillAsync("#trial-number", "17");
        await open.Page.PressAsync("#trial-number", "Enter");
        Assert.Matches("^M[0-9. ]+L", await extra.GetAttributeAsync("d"));
        await Assertions.Expect(open.Page.Locator("#trial-says")).ToContainTextAsync("Trial 17 (activation");
        await open.Page.FillAsync("#filter", "trial=30");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Show trial 30 in the learning curves" }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("#trial-says")).ToContainTextAsync("Trial 30 (activation");
        await open.Page.FillAsync("#trial-number", "4711");
        await open.Page.ClickAsync("#trial-form button[type=submit]");
        await Assertions.Expect(open.Page.Locator("#trial-says")).ToContainTextAsync("Trial 4711 is not on this page");
        Assert.Equal("", await extra.GetAttributeAsync("d"));
    }

    [Fact]
    public async Task Curves_are_shown_by_the_factor_that_is_chosen()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var init = open.Page.Locator("[data-plot='curves-init']");
        Assert.False(await init.IsVisibleAsync());
        await open.Page.Locator("[data-tabs='curves']").GetByText("init").ClickAsync();
        Assert.True(await init.IsVisibleAsync());
        Assert.False(await open.Page.Locator("[data-plot='curves-activation']").IsVisibleAsync());
    }

    [Fact]
    public async Task Brushing_by_pointer_keeps_whole_levels_and_the_table_follows()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var plot = open.Page.Locator("[data-plot='space'] svg:visible");
        await plot.ScrollIntoViewIfNeededAsync();
        var axis = (await plot.Locator(".axis-hit[data-axis='0']").BoundingBoxAsync())!;
        var x = axis.X + (axis.Width / 2);
        await open.Page.Mouse.MoveAsync(x, axis.Y + 2);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(x, axis.Y + (axis.Height * 0.2f), new() { Steps = 5 });
        await open.Page.Mouse.UpAsync();
        await Assertions.Expect(open.Page.Locator("#brush-says")).ToHaveTextAsync($"18 of {Trials} trials kept by activation");
        Assert.Equal(Trials - 18, await plot.Locator("polyline.mark.off").CountAsync());
        await Assertions.Expect(open.Page.Locator("#filter-says")).ToHaveTextAsync($"18 of {Trials} trials");
        await open.Page.ClickAsync("#brush-clear");
        Assert.Equal(0, await plot.Locator("polyline.mark.off").CountAsync());
    }

    [Fact]
    public async Task Brushing_by_keyboard_walks_the_levels_and_escape_lets_go()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        var axis = open.Page.Locator("[data-plot='space'] svg:visible .axis-hit[data-axis='2']");
        await axis.FocusAsync();
        await axis.PressAsync("ArrowDown");
        var says = open.Page.Locator("#brush-says");
        await Assertions.Expect(says).ToHaveTextAsync($"27 of {Trials} trials kept by clip");
        var first = await axis.GetAttributeAsync("aria-valuetext");
        await axis.PressAsync("ArrowDown");
        Assert.NotEqual(first, await axis.GetAttributeAsync("aria-valuetext"));
        await axis.PressAsync("Shift+ArrowUp");
        await Assertions.Expect(says).ToHaveTextAsync($"{Trials} of {Trials} trials kept by clip");
        var loss = open.Page.Locator("[data-plot='space'] svg:visible .axis-hit[data-axis='3']");
        await loss.FocusAsync();
        await loss.PressAsync("ArrowUp");
        await Assertions.Expect(says).ToContainTextAsync("validation loss");
        await loss.PressAsync("Escape");
        await axis.PressAsync("Escape");
        await Assertions.Expect(says).ToHaveTextAsync("");
    }

    [Fact]
    public async Task The_first_tab_skips_to_the_report_and_what_has_the_focus_is_seen()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the report", await open.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await open.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task The_recommended_spec_is_valid_and_trains_the_same_trials_again_to_the_bit()
    {
        await using var open = await browser.OpenAsync(reported.Path);
        reported.Folder.Write("best.yaml", await open.Page.Locator("#take-spec").InnerTextAsync());
        Assert.Equal(0, (await SweepProcess.RunAsync(reported.Folder, "validate", "best.yaml")).ExitCode);
        var again = (await SweepProcess.RunAsync(reported.Folder, "run", "best.yaml", "--json", "--quiet")).Json().GetProperty("best")[0];
        var before = (await SweepProcess.RunAsync(reported.Folder, "show", reported.Id, "--json")).Json().GetProperty("best")[0];
        Assert.Equal(before.GetProperty("mean").GetDouble(), again.GetProperty("mean").GetDouble());
        Assert.Equal(before.GetProperty("test_loss").GetDouble(), again.GetProperty("test_loss").GetDouble());
    }

    private static async Task<List<double>> ColumnAsync(IPage page, int column)
        => [.. (await page.Locator($"#trials-table tbody td:nth-child({column + 1})").AllInnerTextsAsync()).Where(t => t != "–").Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
}
