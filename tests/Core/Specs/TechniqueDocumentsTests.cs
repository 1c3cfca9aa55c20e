using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;
using Sweep.Core.Specs.Reference;

namespace Sweep.Core.Tests.Specs;

public sealed class TechniqueDocumentsTests
{
    public static TheoryData<string, string> Shown()
        => [.. TechniqueExamples.ByPath.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, e.Value))];

    /// <summary>With SWEEP_WRITE_DOCS=1 in the environment the page is written first.</summary>
    [Fact]
    public void The_page_of_techniques_is_the_one_that_the_types_give()
    {
        var path = RepositoryFiles.PathOf("docs", "techniques.md");
        if (Environment.GetEnvironmentVariable("SWEEP_WRITE_DOCS") == "1")
            File.WriteAllText(path, TechniqueReference.Markdown());
        Assert.Equal(TechniqueReference.Markdown(), File.ReadAllText(path));
    }

    [Fact]
    public void Every_field_and_option_of_model_training_and_probes_is_in_one_table()
    {
        var expected = Catalog.Instance.Trial.Fields.Where(s => s.Name != "dataset").SelectMany(s => s.Value.Record!.Fields.Select(f => $"{s.Name}.{f.Name}"));
        var listed = TechniqueGroup.All.SelectMany(g => g.Paths).ToArray();
        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        var rows = TechniqueGroup.All.SelectMany(Technique.Of).ToArray();
        Assert.Equal(rows.Length, rows.DistinctBy(r => r.Path).Count());
        foreach (var option in Catalog.Instance.Trial.Find("model")!.Value.Record!.Find("activation")!.Value.Choice!.Names)
            Assert.Contains(rows, r => r.Path == $"model.activation.{option}");
    }

    [Fact]
    public void Formula_and_sources_together_say_what_the_summary_says()
    {
        var rows = TechniqueGroup.All.SelectMany(Technique.Of).ToDictionary(t => t.Path);
        Assert.Equal("max(0, x)", rows["model.activation.relu"].Formula);
        Assert.Equal(["Nair and Hinton 2010"], rows["model.activation.relu"].Sources);
        Assert.Equal(["Tieleman and Hinton 2012", "Graves 2013"], rows["training.optimizer.rmsprop"].Sources);
        Assert.Equal("U(-a, a), a = gain*sqrt(6/(fan_in+fan_out))", rows["model.init.xavier_uniform"].Formula);
        Assert.Empty(rows["model.activation.identity"].Sources);
        Assert.All(rows.Values, row => Assert.Equal(
            row.Summary.Count(char.IsDigit),
            row.Formula.Count(char.IsDigit) + row.Sources.Sum(s => s.Count(char.IsDigit))));
    }

    [Fact]
    public void Every_technique_is_shown_by_an_example_that_exists()
    {
        Assert.All(TechniqueGroup.All.SelectMany(Technique.Of), technique =>
            Assert.True(
                TechniqueExamples.ByPath.TryGetValue(technique.Path, out var example) && File.Exists(RepositoryFiles.PathOf("examples", example + ".yaml")),
                $"No example shows {technique.Path}."));
    }

    [Fact]
    public void Every_example_shows_a_technique_or_is_the_tour_of_several()
    {
        var examples = Directory.GetFiles(RepositoryFiles.PathOf("examples"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p));
        Assert.Equal(
            examples.Where(e => e != "regularizers").Order(StringComparer.Ordinal),
            TechniqueExamples.ByPath.Values.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void The_example_of_a_technique_uses_it(string path, string example)
    {
        Assert.Contains(TechniqueGroup.All.SelectMany(Technique.Of), t => t.Path == path);
        var plan = Compile.Plan(File.ReadAllText(RepositoryFiles.PathOf("examples", example + ".yaml")));
        var used = Enumerable.Range(0, (int)plan.Combinations).Select(i => Used(plan.Combination(i).Config)).ToArray();
        Assert.Contains(used, u => u.Contains(path));
        // What is measured or counted is no choice to compare; a technique is shown beside its absence or another value.
        if (path.StartsWith("probes.", StringComparison.Ordinal) || path is "model.hidden" or "model.width" or "model.init.auto" or "training.epochs" or "training.top_k" or "training.device")
            return;
        var values = Enumerable.Range(0, (int)plan.Combinations).Select(i => ValueOf(plan.Combination(i).Config, path)).Distinct();
        Assert.True(values.Count() > 1, $"{example} never varies {path}");
    }

    private static HashSet<string> Used(TrialConfig config)
        => [.. Catalog.Instance.Trial.Fields.SelectMany(s => Used(s.Name, s.Get(config)!, s.Value.Record!))];

    // A field is used where it is neither 0, false, null nor empty; an option where it is the one chosen.
    private static IEnumerable<string> Used(string prefix, object record, RecordShape shape)
    {
        foreach (var field in shape.Fields)
        {
            var path = $"{prefix}.{field.Name}";
            var value = field.Get(record);
            if (value is not null && field.Value.Choice is { } choice)
            {
                yield return $"{path}.{choice.Of(value).Name}";
                // A row of its own, as its options have theirs under init.
                if (path == "model.bias_init")
                    yield return path;
            }
            else if (value is not null && field.Value.Record is { } inner)
            {
                foreach (var below in Used(path, value, inner))
                    yield return below;
            }
            else if (ValueText.Of(value, field.Value) is not ("0" or "false" or "null" or "[]"))
                yield return path;
        }
    }

    // What the table's field holds: for an option, the whole choice.
    private static string ValueOf(TrialConfig config, string path)
    {
        var words = path.Split('.');
        object record = config;
        var shape = Catalog.Instance.Trial;
        foreach (var word in words)
        {
            var field = shape.Find(word)!;
            var value = field.Get(record);
            if (value is null || field.Value.Record is null)
                return ValueText.Of(value, field.Value);
            (record, shape) = (value, field.Value.Record);
        }

        throw new InvalidOperationException($"{path} names no field");
    }
}
