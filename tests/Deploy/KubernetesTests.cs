using k8s.Models;
using Sweep.Deploy.Tests.Fixture;
using SiloWords = Sweep.Deploy.Tests.Fixture.Silo;

namespace Sweep.Deploy.Tests;

/// <summary>The manifests, each read as the kind that it says it is, and against the program and each other.</summary>
public sealed class KubernetesTests
{
    private const string MonitorKind = "ServiceMonitor";

    public static TheoryData<string> Kustomizations => [.. Manifests.Kustomizations];

    public static TheoryData<string> Files => [.. Manifests.Files.Where(file => !Manifests.IsOfOperator(Repository.Text(file)))];

    private static V1PodSpec Pod => Manifests.Silos.Spec.Template.Spec;

    private static IDictionary<string, string> Labels => Manifests.Silos.Spec.Template.Metadata.Labels;

    [Theory]
    [MemberData(nameof(Kustomizations))]
    public void What_a_kustomization_names_is_there(string folder)
    {
        var kustomization = Node.LoadOne($"{folder}/kustomization.yaml");
        foreach (var path in (kustomization.Find("resources")?.Texts ?? []).Concat(kustomization.Find("components")?.Texts ?? []))
            Assert.True(Path.Exists(Repository.PathOf($"{folder}/{path}")), $"{folder}: there is no {path}");
    }

    [Fact]
    public void Every_manifest_is_named_by_a_kustomization()
    {
        var manifests = Directory.EnumerateFiles(Repository.PathOf(Manifests.Folder), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => Path.GetFileName(file) is not ("kustomization.yaml" or "prometheus-adapter-values.yaml"));
        Assert.Equal(manifests.Order(StringComparer.Ordinal), Manifests.Files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_object_has_the_fields_of_its_kind_alone(string file)
        => Assert.Equal(Node.Load(file).Count, Manifests.Read(Repository.Text(file)).Count);

    [Fact]
    public void Silos_understand_their_variables()
    {
        var variables = Manifests.SiloVariables;
        Assert.All(Manifests.Silo.Env, variable => Assert.Contains(variable.Name, SiloWords.Variables));
        Assert.All(variables.Keys, variable => Assert.Contains(variable, SiloWords.Variables));
        var (silo, drain) = SiloWords.Read(variables);
        Assert.True(TimeSpan.FromSeconds(Pod.TerminationGracePeriodSeconds!.Value) >= drain + TimeSpan.FromSeconds(10), "the grace is too short to drain in");
        Assert.Equal(
            new Dictionary<string, int> { ["silo"] = silo.SiloPort, ["gateway"] = silo.GatewayPort, ["http"] = silo.Http!.Port },
            Manifests.Silo.Ports.ToDictionary(port => port.Name, port => port.ContainerPort));
        Assert.Equal("status.podIP", Assert.Single(Manifests.Silo.Env, variable => variable.Name == "SWEEP_ADDRESS").ValueFrom.FieldRef.FieldPath);
        Assert.Equal("limits.cpu", Assert.Single(Manifests.Silo.Env, variable => variable.Name == "SWEEP_WORKERS").ValueFrom.ResourceFieldRef.Resource);
    }

    [Fact]
    public void Secrets_are_files_of_secrets_that_are_mounted()
    {
        foreach (var variable in Manifests.SiloVariables.Where(pair => pair.Key.EndsWith("_FILE", StringComparison.Ordinal)))
        {
            var mount = Assert.Single(Manifests.Silo.VolumeMounts, mount => variable.Value.StartsWith(mount.MountPath + "/", StringComparison.Ordinal));
            Assert.True(mount.ReadOnlyProperty);
            var secret = Assert.Single(Pod.Volumes, volume => volume.Name == mount.Name).Secret;
            Assert.Contains(secret.Items, item => $"{mount.MountPath}/{item.Path}" == variable.Value);
            // 0440: the group that fsGroup gives may read, and nobody may write.
            Assert.Equal(0x120, secret.DefaultMode);
            Assert.Contains($"create secret generic {secret.SecretName}", Readme.Text, StringComparison.Ordinal);
        }

        Assert.All(Manifests.Files, file => Assert.DoesNotContain("kind: Secret\n", Repository.Text(file), StringComparison.Ordinal));
        Assert.All(Manifests.SiloVariables.Values, value => Assert.DoesNotMatch("://[^/@]*:[^/@]*@", value));
    }

    [Fact]
    public void Probes_ask_what_silos_answer()
    {
        var container = Manifests.Silo;
        foreach (var (probe, path) in new[] { (container.StartupProbe, "/healthz"), (container.ReadinessProbe, "/readyz"), (container.LivenessProbe, "/healthz") })
        {
            Assert.Equal(path, probe.HttpGet.Path);
            Assert.Equal("http", probe.HttpGet.Port.Value);
            Assert.Contains($"\"{path}\" =>", Repository.Text("src/Silo/Hosting/StatusApplication.cs"), StringComparison.Ordinal);
        }

        // A silo tries to join five times, a minute each; until then it serves nothing.
        Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold >= 5 * 60);
        Assert.True(Manifests.Silos.Spec.ProgressDeadlineSeconds > container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold);
    }

    [Fact]
    public void Every_pod_is_confined_bounded_and_without_a_token()
    {
        var database = Manifests.One<V1StatefulSet>($"{Manifests.Folder}/overlays/try/postgres.yaml");
        foreach (var pod in new[] { Pod, database.Spec.Template.Spec })
        {
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(pod.SecurityContext.RunAsUser > 0);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            foreach (var container in pod.Containers)
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
                Assert.Equal(["cpu", "memory"], container.Resources.Limits.Keys.Order());
                Assert.All(container.VolumeMounts, mount => Assert.True(
                    (pod.Volumes ?? []).Any(volume => volume.Name == mount.Name) || (database.Spec.VolumeClaimTemplates ?? []).Any(claim => claim.Metadata.Name == mount.Name),
                    $"no volume is named {mount.Name}"));
            }
        }

        Assert.Equal(Manifests.One<V1ServiceAccount>($"{Manifests.Folder}/base/service-account.yaml").Metadata.Name, Pod.ServiceAccountName);
        Assert.All(Pod.TopologySpreadConstraints, spread => AssertSelects(spread.LabelSelector));
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], Pod.TopologySpreadConstraints.Select(spread => spread.TopologyKey));
    }

    [Fact]
    public void What_selects_silos_finds_them()
    {
        AssertSelects(Manifests.Silos.Spec.Selector);
        AssertSelects(Manifests.One<V1PodDisruptionBudget>($"{Manifests.Folder}/base/pod-disruption-budget.yaml").Spec.Selector);
        var service = Manifests.One<V1Service>($"{Manifests.Folder}/base/service.yaml");
        Assert.All(service.Spec.Selector, pair => Assert.Equal(pair.Value, Labels[pair.Key]));
        Assert.Equal("http", Assert.Single(service.Spec.Ports).TargetPort.Value);
        foreach (var policy in Policies($"{Manifests.Folder}/base/network-policy.yaml"))
            AssertSelects(policy.Spec.PodSelector);
    }

    [Fact]
    public void Only_silos_reach_the_port_of_silos_and_silos_reach_no_more_than_they_need()
    {
        var ports = Manifests.Silo.Ports.ToDictionary(port => port.Name, port => port.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var policies = Policies($"{Manifests.Folder}/base/network-policy.yaml");
        var silos = policies[0].Spec;
        Assert.Equal(["Ingress", "Egress"], silos.PolicyTypes);
        var lettingIn = silos.Ingress.Where(rule => rule.Ports.Any(port => port.Port.Value == ports["silo"])).ToList();
        AssertSelects(Assert.Single(Assert.Single(lettingIn).FromProperty).PodSelector);
        // Nothing is open to all, and only known ports are open at all.
        Assert.All(silos.Ingress, rule => Assert.NotEmpty(rule.FromProperty));
        Assert.All(silos.Ingress.SelectMany(rule => rule.Ports), port => Assert.Contains(port.Port.Value, ports.Values));
        var metrics = Assert.Single(silos.Ingress, rule => rule.FromProperty.Any(peer => peer.NamespaceSelector is not null));
        Assert.Equal(ports["http"], Assert.Single(metrics.Ports).Port.Value);
        var reached = policies.SelectMany(policy => policy.Spec.Egress).SelectMany(rule => rule.Ports).Select(port => port.Port.Value).Distinct();
        Assert.Equal(["11111", "30000", "53", "5432"], reached);
        Assert.All(silos.Egress, rule => Assert.NotEmpty(rule.To));
    }

    [Fact]
    public void The_monitor_scrapes_a_port_that_the_service_has()
    {
        var monitor = Node.LoadOne($"{Manifests.Folder}/components/monitoring/service-monitor.yaml");
        Assert.Equal(("monitoring.coreos.com/v1", MonitorKind), (monitor["apiVersion"].Text, monitor["kind"].Text));
        var service = Manifests.One<V1Service>($"{Manifests.Folder}/base/service.yaml");
        var endpoint = Assert.Single(monitor["spec/endpoints"].Items);
        Assert.Contains(service.Spec.Ports, port => port.Name == endpoint["port"].Text);
        Assert.Contains($"const string Path = \"{endpoint["path"].Text}\"", Repository.Text("src/Silo/Metrics/MetricsApplication.cs"), StringComparison.Ordinal);
        Assert.All(monitor["spec/selector/matchLabels"].Map, pair => Assert.Equal(pair.Value.Text, service.Metadata.Labels[pair.Key]));
        // The job is named as in prometheus.yml, which rules and dashboards go by.
        Assert.Equal("sweep", service.Metadata.Labels[monitor["spec/jobLabel"].Text]);
    }

    private static List<V1NetworkPolicy> Policies(string file) => [.. Manifests.Read(Repository.Text(file)).Cast<V1NetworkPolicy>()];

    private static void AssertSelects(V1LabelSelector selector)
    {
        Assert.NotEmpty(selector.MatchLabels);
        Assert.All(selector.MatchLabels, pair => Assert.Equal(pair.Value, Labels[pair.Key]));
    }
}
