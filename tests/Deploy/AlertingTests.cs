using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

/// <summary>Rules have one source, which is deploy/prometheus/rules; the operator is given the same.</summary>
public sealed class AlertingTests
{
    private const string Folder = $"{Manifests.Folder}/components/alerting";

    private static readonly Node Rule = Node.LoadOne($"{Folder}/prometheus-rule.yaml");

    [Fact]
    public async Task The_operator_s_rules_are_what_the_generator_writes()
    {
        var parent = Directory.CreateTempSubdirectory("sweep-rules-").FullName;
        try
        {
            var file = Path.Combine(parent, "rules.yaml");
            await Tool.RunAsync($"{Folder}/generate.sh", file);
            Assert.True(
                Repository.Text($"{Folder}/prometheus-rule.yaml") == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
                $"the rules for the operator are not those of Prometheus: {Folder}/generate.sh");
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public void They_are_all_rules_of_Prometheus_in_their_groups_and_order()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("deploy/prometheus/rules")).Select(file => Path.GetRelativePath(Repository.Root, file));
        var wanted = files.OrderDescending(StringComparer.Ordinal).SelectMany(file => Node.LoadOne(file)["groups"].Items).ToList();
        Assert.Equal(2, wanted.Count);
        Assert.Equal(wanted.SelectMany(Told), Rule["spec/groups"].Items.SelectMany(Told));
    }

    [Fact]
    public void They_are_an_object_that_the_operator_knows_and_finds_by_the_labels_of_the_monitor()
    {
        Assert.Equal(("monitoring.coreos.com/v1", "PrometheusRule"), (Rule["apiVersion"].Text, Rule["kind"].Text));
        Assert.Equal(["apiVersion", "kind", "metadata", "spec"], Rule.Map.Keys);
        Assert.Equal(["groups"], Rule["spec"].Map.Keys);
        var monitor = Node.LoadOne($"{Manifests.Folder}/components/monitoring/service-monitor.yaml");
        Assert.Equal(Labels(monitor), Labels(Rule));

        static IEnumerable<string> Labels(Node node) => node["metadata/labels"].Map.Select(label => $"{label.Key}={label.Value.Text}");
    }

    private static IEnumerable<string> Told(Node group)
        => group["rules"].Items.SelectMany(rule => rule.Map.SelectMany(field => Fields(field.Key, field.Value))).Prepend(string.Join(',', group.Map.Keys)).Prepend(group["name"].Text);

    private static IEnumerable<string> Fields(string name, Node value)
        => value.IsMap ? value.Map.SelectMany(field => Fields($"{name}/{field.Key}", field.Value)) : [$"{name}: {value.Text}"];
}
