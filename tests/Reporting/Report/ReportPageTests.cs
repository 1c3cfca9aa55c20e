using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Reporting.Report;
using Sweep.Storage;
using Sweep.Testing;

namespace Sweep.Reporting.Tests.Report;

public sealed partial class ReportPageTests
{
    private const int GreatestPage = 10 * 1024 * 1024;

    private static readonly PageStamp _stamp = new(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), "9.8.7");

    [Fact]
    public async Task The_page_has_every_part_of_the_report()
    {
        var page = await PageAsync();
        foreach (var part in (string[])["answer", "effects", "interactions", "leaders", "curves", "gradients", "verdicts", "space", "cost", "trials", "methods"])
            Assert.Contains($" id=\"{part}\"", page, StringComparison.Ordinal);
        foreach (var plot in PlotCatalogue.Of(await DataAsync()))
            Assert.Contains($"data-plot=\"{plot.Name}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_a_pure_function_of_record_and_stamp() => Assert.Equal(await PageAsync(), await PageAsync());

    [Fact]
    public async Task Nothing_is_fetched_and_the_policy_allows_nothing_else()
    {
        var page = await PageAsync();
        Assert.Empty(Fetched().Matches(page).Select(m => m.Value));
        var policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash(Style().Match(page).Groups[1].Value)}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash(Script().Match(page).Groups[1].Value)}'", policy, StringComparison.Ordinal);

        // Style attributes and event handlers would be refused by the policy.
        Assert.DoesNotMatch(@"<[^>]+\s(style|on\w+)=", Data().Replace(Script().Replace(page, ""), ""));
        Assert.InRange(Script().Match(page).Groups[1].Length, 1, 16 * 1024);
    }

    [Fact]
    public async Task Ids_are_unique_and_every_reference_has_its_target()
    {
        var page = Script().Replace(await PageAsync(), "");
        var ids = Id().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.Empty(ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(Reference().Matches(page).SelectMany(m => m.Groups.Values.Skip(1).First(g => g.Success).Value.Split(' ')).Except(ids));
    }

    [Fact]
    public async Task Names_from_a_spec_cannot_leave_their_place()
    {
        const string Hostile = "</script><img src=x onerror=alert(1)>'\"&";
        var plan = new FakePlan(2, SmallSweep.Loss, FakePlan.Factor(Hostile, Hostile + "a", "b"));
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
            store.Add(index, SmallSweep.Completed(1 + index), SmallSweep.Epochs(1, 0.5));
        var page = ReportPage.Of(await ReportData.LoadAsync(store, Recorded.Sweep(plan.Trials), plan), _stamp);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(page, "</script>"));
        foreach (Match block in Data().Matches(page))
            JsonDocument.Parse(block.Groups[1].Value).Dispose();
    }

    [Fact]
    public async Task A_sweep_without_a_result_has_a_page_too()
    {
        var plan = new FakePlan(1, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh"));
        var page = ReportPage.Of(await ReportData.LoadAsync(Recorded.Store(2), Recorded.Sweep(2), plan), _stamp);
        Assert.Contains("No trial has a result yet.", page, StringComparison.Ordinal);
        Assert.Contains("Only 0 of 2 trials have a result", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_in_which_all_diverged_says_so()
    {
        var plan = new FakePlan(2, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh"));
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
            store.Add(index, new() { Outcome = TrialOutcome.Diverged, End = TrainingEnd.NonFinite, Epochs = 1, DivergedStep = 3 }, SmallSweep.Epochs(1, 0.5)[..1]);
        var page = ReportPage.Of(await ReportData.LoadAsync(store, Recorded.Sweep(plan.Trials), plan), _stamp);
        Assert.Contains("None of the 4 trials with a result completed, so there is nothing to compare.", page, StringComparison.Ordinal);
        Assert.Contains("<strong>4 of 4 trials diverged</strong>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_metrics_are_shown_for_the_recommended_combination_alone()
    {
        var page = await PageAsync();
        Assert.Contains("and a test accuracy of <strong>0.7500</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("test_score", page, StringComparison.Ordinal);
        Assert.DoesNotContain("test loss", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_trials_make_a_page_under_ten_mebibytes_with_every_one_of_them_in_it()
    {
        var store = new MemorySweepStore();
        var sweep = await SyntheticSweep.WriteAsync(store);
        var page = ReportPage.Of(await ReportData.LoadAsync(store, sweep, SyntheticSweep.Plan), _stamp);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, GreatestPage);
        using var trials = JsonDocument.Parse(Data().Match(page).Groups[1].Value);
        Assert.Equal(Enumerable.Range(0, 10_000), trials.RootElement.GetProperty("trial").EnumerateArray().Select(t => t.GetInt32()));
    }

    [Fact]
    public async Task A_page_of_more_trials_holds_a_sample_and_says_so()
    {
        var plan = new FakePlan(5_100, SmallSweep.Loss, FakePlan.Factor("activation", "relu", "tanh"));
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
            store.Add(index, SmallSweep.Completed(1 + (index % 7)));
        var data = await ReportData.LoadAsync(store, Recorded.Sweep(plan.Trials), plan);
        Assert.Equal((10_000, 10_200, true), (data.Trials.Count, data.Finished, data.Sampled));
        Assert.Contains("The page holds 10,000 of the 10,200 trials", ReportPage.Of(data, _stamp), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_plot_is_written_as_svg_and_as_csv_and_an_unknown_one_is_refused_with_the_nearest()
    {
        var data = await DataAsync();
        var folder = Directory.CreateTempSubdirectory("sweep-report-").FullName;
        try
        {
            var names = PlotCatalogue.Of(data).Select(p => p.Name).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
            foreach (var format in ReportFiles.PlotFormats)
            {
                var paths = await ReportFiles.WriteAllAsync(data, format, folder);
                Assert.Equal(names.Select(n => Path.Combine(folder, $"{n}.{format}")), paths);
                Assert.All(paths, p => Assert.True(new FileInfo(p).Length > 0));
            }

            Assert.Empty(Directory.EnumerateFiles(folder, ".*"));
            await Assert.ThrowsAsync<InvalidInputException>(() => ReportFiles.WriteAllAsync(data, "svg", Path.Combine(folder, names[0] + ".svg")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var error = Assert.Throws<InvalidInputException>(() => PlotCatalogue.Find(data, "curves-activaton"));
        Assert.Contains("--plot: found 'curves-activaton'; did you mean 'curves-activation'?; allowed: effects, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("native", "It trains the very same 2 replicates again, to the bit.")]
    [InlineData("torch", "It trains the very same 2 replicates again; with engine torch to the bit on one machine with one version of libtorch alone.")]
    public async Task The_page_promises_the_same_bits_as_far_as_the_best_combinations_engine_does(string best, string promise)
    {
        var plan = new FakePlan(2, SmallSweep.Loss, FakePlan.Factor("engine", "native", "torch"))
        {
            Change = (levels, config) => config with { Training = config.Training with { Engine = levels[0] == "torch" ? Engine.Torch : Engine.Native } },
        };
        var store = Recorded.Store(plan.Trials);
        for (var index = 0L; index < plan.Trials; index++)
        {
            var loss = plan.Trial(index).Combination.Levels[0] == best ? 0.25 : 0.5;
            store.Add(index, SmallSweep.Completed(loss), SmallSweep.Epochs(loss, 0.9));
        }

        var page = ReportPage.Of(await ReportData.LoadAsync(store, Recorded.Sweep(plan.Trials), plan), _stamp);
        Assert.Contains(promise, page, StringComparison.Ordinal);
    }

    private static async Task<ReportData> DataAsync()
    {
        var sweep = new SmallSweep();
        return await ReportData.LoadAsync(sweep.Store, sweep.Record, sweep.Plan);
    }

    private static async Task<string> PageAsync() => ReportPage.Of(await DataAsync(), _stamp);

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Names of XML's own, which nobody fetches, do not stand in such attributes.
    [GeneratedRegex("""(src|href|action|data|poster)\s*=\s*["']?\s*(https?:)?//[^"'\s>]+|url\(\s*["']?(?!#)[^)]*\)|@import[^;]*""", RegexOptions.IgnoreCase)]
    private static partial Regex Fetched();

    [GeneratedRegex("""<meta http-equiv="Content-Security-Policy" content="([^"]+)">""")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("""<script type="application/json"[^>]*>(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("""\s(?:for|aria-labelledby|aria-describedby|data-copy)="([^"]+)"|href="#([^"]+)"|url\(#([^)]+)\)""")]
    private static partial Regex Reference();
}
