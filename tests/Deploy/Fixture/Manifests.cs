using k8s;
using k8s.Models;

namespace Sweep.Deploy.Tests.Fixture;

/// <summary>The Kubernetes manifests, found by what the kustomizations name.</summary>
internal static class Manifests
{
    public const string Folder = "deploy/kubernetes";

    /// <summary>Each kind as Kubernetes' own client knows it.</summary>
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["v1/Namespace"] = typeof(V1Namespace),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["v1/Service"] = typeof(V1Service),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["apps/v1/StatefulSet"] = typeof(V1StatefulSet),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
    };

    /// <summary>Every kustomization's folder, from the repository's root.</summary>
    public static List<string> Kustomizations { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf(Folder), "kustomization.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    /// <summary>Every manifest's file that a kustomization names.</summary>
    public static List<string> Files { get; } =
        [.. Kustomizations.SelectMany(folder => (Node.LoadOne($"{folder}/kustomization.yaml").Find("resources")?.Texts ?? [])
            .Where(resource => resource.EndsWith(".yaml", StringComparison.Ordinal)).Select(resource => $"{folder}/{resource}"))];

    /// <summary>The silos' deployment.</summary>
    public static V1Deployment Silos { get; } = One<V1Deployment>($"{Folder}/base/deployment.yaml");

    public static V1Container Silo => Assert.Single(Silos.Spec.Template.Spec.Containers);

    /// <summary>Variables of silos that have a value in the manifests: those of the map and those of the container.</summary>
    public static Dictionary<string, string> SiloVariables { get; } =
        Node.LoadOne($"{Folder}/base/kustomization.yaml")["configMapGenerator/0/literals"].Texts.Select(literal => literal.Split('=', 2))
            .Concat(Silo.Env.Where(variable => variable.Value is not null).Select(variable => new[] { variable.Name, variable.Value }))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Whether a manifest is of a kind that the Prometheus operator brings, and Kubernetes' own client does not know.</summary>
    public static bool IsOfOperator(string text) => text.Contains("apiVersion: monitoring.coreos.com/", StringComparison.Ordinal);

    /// <summary>Every object of a file, read strictly: a field that its kind has not, or of another type, fails.</summary>
    public static List<object> Read(string text)
        => KubernetesYaml.LoadAllFromString(text, Kinds, strict: true);

    /// <summary>Every object of one type in a file.</summary>
    public static T One<T>(string file) => Assert.Single(Read(Repository.Text(file)).OfType<T>());
}
