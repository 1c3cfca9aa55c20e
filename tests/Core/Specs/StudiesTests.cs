using System.Globalization;
using System.Text.RegularExpressions;

namespace Sweep.Core.Tests.Specs;

/// <summary>A study is its spec, its page and the page's plots, and the three must stay together.</summary>
public sealed partial class StudiesTests
{
    public static TheoryData<string> Studies()
        => [.. Directory.GetFiles(Folder(), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Studies))]
    public void Every_study_compiles_and_its_page_tells_of_that_very_spec(string study)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), study + ".yaml"));
        var plan = Compile.Plan(text);
        Assert.Contains('?', text.Split('\n')[0]);
        Assert.Contains('?', plan.Spec.Description ?? "");
        Assert.Contains($"#   sweep run docs/studies/{study}.yaml\n", text, StringComparison.Ordinal);
        Assert.Equal(plan.Hash, Compile.Plan(plan.NormalisedYaml).Hash);

        var page = Page(study);
        Assert.Contains($"    sweep run docs/studies/{study}.yaml\n", page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n{plan.Trials} of {plan.Trials} trials: "), page, StringComparison.Ordinal);
        Assert.Contains($"× {plan.Spec.Replicates} replicates", page, StringComparison.Ordinal);
        Assert.Single(Digest().Matches(page));
        Assert.Contains($"({study}.md)", Page("README"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_show_every_plot_that_is_there_and_no_other()
    {
        var shown = Directory.GetFiles(Folder(), "*.md").SelectMany(p => Plot().Matches(File.ReadAllText(p))).Select(m => m.Groups[1].Value);
        var there = Directory.GetFiles(Path.Combine(Folder(), "images")).Select(p => Path.GetFileName(p));
        Assert.Equal(there.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_six_questions_are_there()
        => Assert.Subset(
            Studies().Select(s => s.Data).ToHashSet(),
            new HashSet<string> { "vanishing", "he_xavier", "noisy_labels", "clipping", "optimizers", "batch_norm" });

    private static string Folder() => RepositoryFiles.PathOf("docs", "studies");

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".md"));

    [GeneratedRegex(@"\n    [0-9a-f]{64}\n")]
    private static partial Regex Digest();

    [GeneratedRegex(@"!\[[^\]]+\]\(images/([^)]+)\)")]
    private static partial Regex Plot();
}
