using System.Globalization;
using k8s.Models;
using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

/// <summary>The autoscaler, the adapter that gives it its numbers, and the documented metrics that these are.</summary>
public sealed class AutoscalingTests
{
    private const string Folder = $"{Manifests.Folder}/components/autoscaling";

    private static readonly V2HorizontalPodAutoscaler Scaler = Manifests.One<V2HorizontalPodAutoscaler>($"{Folder}/horizontal-pod-autoscaler.yaml");

    private static List<string> Metrics => [.. Scaler.Spec.Metrics.Select(metric => metric.Pods.Metric.Name)];

    [Fact]
    public void It_scales_the_silos()
    {
        var target = Scaler.Spec.ScaleTargetRef;
        Assert.Equal((Manifests.Silos.ApiVersion, Manifests.Silos.Kind, Manifests.Silos.Metadata.Name), (target.ApiVersion, target.Kind, target.Name));
        Assert.Equal(Manifests.Silos.Spec.Replicas, Scaler.Spec.MinReplicas);
        var patch = Assert.Single(Node.LoadOne($"{Folder}/kustomization.yaml")["patches"].Items);
        Assert.Equal((target.Kind, target.Name), (patch["target/kind"].Text, patch["target/name"].Text));
    }

    [Fact]
    public void Its_metrics_are_documented_gauges_that_the_adapter_offers()
    {
        var offered = Node.LoadOne($"{Folder}/prometheus-adapter-values.yaml")["rules/custom"].Items;
        Assert.Equal(["sweep_queue_length", "sweep_workers_busy"], Metrics);
        foreach (var metric in Metrics)
        {
            Assert.Contains($"| `{metric}` | gauge |", Repository.Text("docs/metrics.md"), StringComparison.Ordinal);
            Assert.Single(offered, rule => rule["seriesQuery"].Text.StartsWith(metric + "{", StringComparison.Ordinal));
        }

        Assert.Equal(Metrics.Count, offered.Count);
    }

    [Fact]
    public void Its_targets_fit_what_a_silo_of_that_size_can_hold()
    {
        var workers = int.Parse(Manifests.Silo.Resources.Limits["cpu"].ToString(), CultureInfo.InvariantCulture);
        var targets = Scaler.Spec.Metrics.ToDictionary(metric => metric.Pods.Metric.Name, metric => int.Parse(metric.Pods.Target.AverageValue.ToString(), CultureInfo.InvariantCulture));
        // Busy workers ask for no more silos than they fill; a queue that is full, which is twice the workers, for more.
        Assert.Equal(workers, targets["sweep_workers_busy"]);
        Assert.InRange(targets["sweep_queue_length"], 1, (2 * workers) - 1);
    }
}
