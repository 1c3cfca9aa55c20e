using k8s.Models;
using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

/// <summary>What kustomize makes of the overlays; it needs no cluster.</summary>
public sealed class KustomizeTests
{
    public static TheoryData<string> Overlays => [.. Manifests.Kustomizations.Where(folder => folder.Contains("overlays", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task An_overlay_comes_out_whole(string overlay)
    {
        Tool.Need("kubectl", always: false);
        var documents = (await Tool.RunAsync("kubectl", "kustomize", overlay)).Split("\n---\n");
        var objects = Manifests.Read(string.Join("\n---\n", documents.Where(document => !Manifests.IsOfOperator(document))));
        var silos = Assert.Single(objects.OfType<V1Deployment>());
        var container = Assert.Single(silos.Spec.Template.Spec.Containers);
        var map = Assert.Single(objects.OfType<V1ConfigMap>());
        Assert.Equal(map.Metadata.Name, Assert.Single(container.EnvFrom).ConfigMapRef.Name);
        Assert.StartsWith("postgres://sweep@", map.Data["SWEEP_STORE"], StringComparison.Ordinal);
        Assert.Equal(Manifests.SiloVariables["SWEEP_DRAIN_TIMEOUT"], map.Data["SWEEP_DRAIN_TIMEOUT"]);
        Assert.EndsWith("sweep:0.1.0", container.Image, StringComparison.Ordinal);
        Assert.All(objects.OfType<IMetadata<V1ObjectMeta>>().Where(item => item is not V1Namespace), item => Assert.Equal("sweep", item.Metadata.NamespaceProperty));
        // Where an autoscaler is, applying again leaves its number alone.
        Assert.Equal(objects.OfType<V2HorizontalPodAutoscaler>().Any(), silos.Spec.Replicas is null);
        // PostgreSQL is let through to one place, not to everywhere.
        var policy = Assert.Single(objects.OfType<V1NetworkPolicy>(), item => item.Metadata.Name == "sweep-silo-to-postgres");
        Assert.NotEmpty(Assert.Single(policy.Spec.Egress).To);
    }

    [Fact]
    public async Task The_overlay_for_production_has_the_monitor_and_the_rules_in_its_namespace()
    {
        Tool.Need("kubectl", always: false);
        var documents = (await Tool.RunAsync("kubectl", "kustomize", $"{Manifests.Folder}/overlays/production")).Split("\n---\n").Where(Manifests.IsOfOperator).ToList();
        Assert.Equal(["kind: PrometheusRule", "kind: ServiceMonitor"], documents.Select(document => document.Split('\n').Single(line => line.StartsWith("kind: ", StringComparison.Ordinal))).Order(StringComparer.Ordinal));
        Assert.All(documents, document => Assert.Contains("\n  namespace: sweep\n", document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_overlay_to_try_it_has_the_database_that_silos_look_for()
    {
        Tool.Need("kubectl", always: false);
        var objects = Manifests.Read(await Tool.RunAsync("kubectl", "kustomize", $"{Manifests.Folder}/overlays/try"));
        var database = Assert.Single(objects.OfType<V1StatefulSet>());
        var store = new Uri(Assert.Single(objects.OfType<V1ConfigMap>()).Data["SWEEP_STORE"]);
        Assert.Contains(objects.OfType<V1Service>(), service => service.Metadata.Name == store.Host
            && service.Spec.Selector.All(pair => database.Spec.Template.Metadata.Labels[pair.Key] == pair.Value));
        var policy = Assert.Single(objects.OfType<V1NetworkPolicy>(), item => item.Metadata.Name == "sweep-silo-to-postgres");
        Assert.All(Assert.Single(Assert.Single(policy.Spec.Egress).To).PodSelector.MatchLabels, pair => Assert.Equal(pair.Value, database.Spec.Template.Metadata.Labels[pair.Key]));
        var variables = Assert.Single(database.Spec.Template.Spec.Containers).Env.ToDictionary(variable => variable.Name, variable => variable.Value);
        Assert.Equal((store.UserInfo, store.AbsolutePath.TrimStart('/')), (variables["POSTGRES_USER"], variables["POSTGRES_DB"]));
    }
}
