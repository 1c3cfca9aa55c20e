using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

/// <summary>How Prometheus and Grafana are set up, and that each road mounts them alike.</summary>
public sealed class MonitoringTests
{
    private static readonly Node Prometheus = Node.LoadOne("deploy/prometheus/prometheus.yml");

    private static readonly Node Datasource = Assert.Single(Node.LoadOne("deploy/grafana/provisioning/datasources/prometheus.yaml")["datasources"].Items);

    private static readonly Node Dashboards = Assert.Single(Node.LoadOne("deploy/grafana/provisioning/dashboards/sweep.yaml")["providers"].Items);

    [Fact]
    public async Task Prometheus_takes_its_configuration()
    {
        Tool.Need("promtool", always: true);
        await Tool.RunAsync("promtool", "check", "config", "deploy/prometheus/prometheus.yml");
    }

    [Fact]
    public void Prometheus_scrapes_the_silos_that_compose_starts()
    {
        var job = Assert.Single(Prometheus["scrape_configs"].Items, job => job["job_name"].Text == "sweep");
        var silos = Assert.Single(job["dns_sd_configs"].Items);
        var service = Node.LoadOne("deploy/compose.yaml")["services"].Map[Assert.Single(silos["names"].Texts)];
        Assert.Equal(service["environment/SWEEP_HTTP"].Text.Split(':')[1], silos["port"].Text);
        Assert.Contains(service["networks"].Texts, Node.LoadOne("deploy/compose.yaml")["services/prometheus/networks"].Texts.Contains);
        Assert.Null(job.Find("metrics_path"));
    }

    [Fact]
    public void All_roads_scrape_as_often()
    {
        var interval = Prometheus["global/scrape_interval"].Text;
        Assert.Equal(interval, Datasource["jsonData/timeInterval"].Text);
        Assert.Equal(interval, Node.LoadOne($"{Manifests.Folder}/components/monitoring/service-monitor.yaml")["spec/endpoints/0/interval"].Text);
        var local = Repository.Text("deploy/local.sh");
        foreach (var setting in new[] { "scrape_interval", "scrape_timeout", "evaluation_interval" })
            Assert.Contains($"  {setting}: {Prometheus[$"global/{setting}"].Text}\n", local, StringComparison.Ordinal);
        Assert.Contains("job_name: sweep\n", local, StringComparison.Ordinal);
        Assert.Contains($"$here/prometheus/{Assert.Single(Prometheus["rule_files"].Texts)}", local, StringComparison.Ordinal);
    }

    [Fact]
    public void Grafana_has_a_data_source_of_a_fixed_name_and_its_dashboards_from_files()
    {
        Assert.Equal(("sweep-prometheus", "prometheus"), (Datasource["uid"].Text, Datasource["type"].Text));
        Assert.Equal("${PROMETHEUS_URL}", Datasource["url"].Text);
        Assert.Equal("${SWEEP_DASHBOARDS}", Dashboards["options/path"].Text);
        var compose = Node.LoadOne("deploy/compose.yaml")["services"];
        var grafana = compose["grafana"];
        var url = new Uri(grafana["environment/PROMETHEUS_URL"].Text);
        Assert.Equal("prometheus", url.Host);
        Assert.Contains(compose[$"{url.Host}/command"].Texts, word => word.StartsWith("--web.listen-address", StringComparison.Ordinal) && word.EndsWith($":{url.Port}", StringComparison.Ordinal));
        Assert.Contains(grafana["volumes"].Texts, volume => volume == $"./grafana/dashboards:{grafana["environment/SWEEP_DASHBOARDS"].Text}:ro");
        foreach (var variable in new[] { "PROMETHEUS_URL=", "SWEEP_DASHBOARDS=" })
            Assert.Contains(variable, Repository.Text("deploy/local.sh"), StringComparison.Ordinal);
        // What keeps it from sending or fetching anything is the same on both roads.
        foreach (var (name, value) in grafana["environment"].Map.Where(pair => pair.Value.Text is "true" or "false" && pair.Key != "GF_USERS_ALLOW_SIGN_UP"))
            Assert.Contains($"{name}={value.Text}", Repository.Text("deploy/local.sh"), StringComparison.Ordinal);
    }
}
