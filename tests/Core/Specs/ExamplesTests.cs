
namespace Sweep.Core.Tests.Specs;

public sealed class ExamplesTests
{
    public static TheoryData<string> Examples()
        => [.. Directory.GetFiles(RepositoryFiles.PathOf("examples"), "*.yaml").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_compiles_and_says_what_it_asks_and_how_it_is_run(string file)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("examples", file));
        var plan = Compile.Plan(text);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), plan.Spec.Name);
        Assert.Contains($"#   sweep run examples/{file}\n", text, StringComparison.Ordinal);
        Assert.Contains('?', text.Split('\n')[0]);
        Assert.Contains($"{plan.Trials} trials", text, StringComparison.Ordinal);
        Assert.True(plan.Trials <= 60 || plan.Spec.Name == "regularizers");
        Assert.Equal(plan.Hash, Compile.Plan(plan.NormalisedYaml).Hash);
    }

    [Fact]
    public void All_promised_examples_are_there()
        => Assert.Subset(
            Directory.GetFiles(RepositoryFiles.PathOf("examples"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)).ToHashSet(),
            new HashSet<string>
            {
                "quickstart", "regularizers", "vanishing", "exploding", "initialisers", "dropout", "l1_l2", "clipping", "optimizers", "batch_sizes",
                "activations", "batch_norm", "residual", "early_stopping", "augmentation", "label_smoothing", "agc", "schedules", "losses",
            });

    [Fact]
    public void Vanishing_holds_the_textbook_case_and_its_cure()
    {
        var plan = Compile.Plan(File.ReadAllText(RepositoryFiles.PathOf("examples", "vanishing.yaml")));
        var combinations = Enumerable.Range(0, (int)plan.Combinations).Select(i => string.Join(' ', plan.Combination(i).Levels)).ToArray();
        Assert.Contains("sigmoid normal(0.01) 20", combinations);
        Assert.Contains("relu he_normal 20", combinations);
    }
}
