using System.Net;
using System.Text.RegularExpressions;
using Sweep.Deploy.Tests.Fixture;
using SiloWords = Sweep.Deploy.Tests.Fixture.Silo;

namespace Sweep.Deploy.Tests;

/// <summary>deploy/compose.yaml, checked against what it names: files, secrets, ports, variables and the program's own parser.</summary>
public sealed partial class ComposeTests
{
    private static readonly Node Compose = Node.LoadOne("deploy/compose.yaml");

    private static Dictionary<string, Node> Services => Compose["services"].Map;

    public static TheoryData<string> ServiceNames => [.. Services.Keys];

    private static Dictionary<string, string> SiloVariables
        => Services["silo"]["environment"].Map.ToDictionary(pair => pair.Key, pair => Resolve(pair.Value.Text));

    [Fact]
    public void The_stack_is_whole()
    {
        Assert.Equal(["postgres", "silo", "sweep", "prometheus", "grafana"], Services.Keys);
        Assert.Equal(3, Services["silo"]["deploy/replicas"].Number);
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void Each_service_is_hardened_bounded_and_named_by_a_tag(string name)
    {
        var service = Services[name];
        Assert.Equal("true", service["read_only"].Text);
        Assert.Equal(["ALL"], service["cap_drop"].Texts);
        Assert.Equal(["no-new-privileges:true"], service["security_opt"].Texts);
        Assert.Matches("^[a-z/-]+:v?[0-9]+(\\.[0-9]+)+(-[a-z]+)?$", Resolve(service["image"].Text));
        Assert.Matches("^[0-9]+(\\.[0-9]+)?$", service["deploy/resources/limits/cpus"].Text);
        Assert.Matches("^[0-9]+[MG]$", service["deploy/resources/limits/memory"].Text);
        Assert.True(service["pids_limit"].Number > 0);
        Assert.Null(service.Find("privileged"));
        if (service.Find("user") is { } user)
            Assert.DoesNotMatch("^0(:|$)", user.Text);
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void Each_service_that_stays_is_restarted_and_has_its_health_checked_by_a_program(string name)
    {
        var service = Services[name];
        if (service.Find("profiles") is not null)
            return;
        Assert.Equal("unless-stopped", service["restart"].Text);
        // Not by a shell, which an image need not have.
        Assert.Equal("CMD", service["healthcheck/test"].Texts[0]);
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void Each_port_is_open_to_this_machine_alone(string name)
    {
        foreach (var port in Services[name].Find("ports")?.Texts ?? [])
            Assert.Matches("^127\\.0\\.0\\.1:[0-9-]+:[0-9]+$", Resolve(port));
    }

    [Fact]
    public void Replicas_have_a_port_each()
    {
        var range = Assert.Single(Services["silo"]["ports"].Texts);
        var ends = Resolve(range).Split(':')[1].Split('-').Select(int.Parse).ToList();
        Assert.True(ends[1] - ends[0] + 1 > Services["silo"]["deploy/replicas"].Number, "there is no port for a silo more");
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void What_a_service_names_is_there(string name)
    {
        var service = Services[name];
        var secrets = service.Find("secrets")?.Texts ?? [];
        Assert.All(secrets, secret => Assert.Contains(secret, Compose["secrets"].Map));
        Assert.All(service["networks"].Texts, network => Assert.Contains(network, Compose["networks"].Map));
        Assert.All(service.Find("depends_on")?.Map.Keys.ToList() ?? [], other => Assert.NotNull(Services[other].Find("healthcheck/test")));
        foreach (var volume in service.Find("volumes")?.Texts ?? [])
        {
            var (source, target) = (volume.Split(':')[0], volume.Split(':')[1]);
            Assert.StartsWith("/", target, StringComparison.Ordinal);
            if (source.StartsWith('.'))
            {
                Assert.True(Directory.Exists(Path.Combine(Repository.Deploy, source)), $"{volume}: there is no deploy/{source}");
                Assert.EndsWith(":ro", volume, StringComparison.Ordinal);
            }
            else
            {
                Assert.Contains(source, Compose["volumes"].Map);
            }
        }

        // A path under /run/secrets is of a secret that the service has, and each secret that it has is used.
        var used = service.AllTexts().SelectMany(text => SecretPath().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.All(used, secret => Assert.Contains(secret, secrets));
        if (service.Find("profiles") is null)
            Assert.Equal([.. secrets.Order()], used.Order());
    }

    [Fact]
    public void Every_volume_network_and_secret_is_used()
    {
        List<string> Used(string kind) => [.. Services.Values.SelectMany(service => service.Find(kind)?.Texts ?? []).Select(text => text.Split(':')[0])];
        Assert.All(Compose["volumes"].Map.Keys, volume => Assert.Contains(volume, Used("volumes")));
        Assert.All(Compose["networks"].Map.Keys, network => Assert.Contains(network, Used("networks")));
        Assert.All(Compose["secrets"].Map.Keys, secret => Assert.Contains(secret, Used("secrets")));
    }

    [Fact]
    public void No_secret_stands_in_the_file()
    {
        foreach (var (name, variable) in Services.Values.SelectMany(service => service.Find("environment")?.Map ?? []))
        {
            if (name.Contains("PASSWORD", StringComparison.Ordinal) || name.Contains("TOKEN", StringComparison.Ordinal) || name.Contains("SECRET", StringComparison.Ordinal))
                Assert.StartsWith("/run/secrets/", variable.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch("://[^/@]*:[^/@]*@", variable.Text);
        }
    }

    [Fact]
    public void Silos_understand_their_variables()
    {
        Assert.All(SiloVariables.Keys, variable => Assert.Contains(variable, SiloWords.Variables));
        var (silo, _) = SiloWords.Read(SiloVariables);
        Assert.NotNull(silo.Token);
        Assert.Equal(9464, silo.Http!.Port);
        Assert.True(IPNetwork.TryParse(SiloVariables["SWEEP_ADDRESS"], out _));
        Assert.Equal(SiloVariables["SWEEP_ADDRESS"], Resolve(Compose["networks/silos/ipam/config/0/subnet"].Text));
    }

    [Fact]
    public void Silos_have_the_time_that_they_need_to_drain()
        => Assert.True(Seconds(Services["silo"]["stop_grace_period"].Text) >= SiloWords.Read(SiloVariables).DrainTimeout + TimeSpan.FromSeconds(10));

    [Fact]
    public void Silos_reach_the_database_that_is_started()
    {
        var store = new Uri(SiloVariables["SWEEP_STORE"]);
        Assert.Contains(store.Host, Services);
        var database = Services[store.Host];
        Assert.Equal(database["environment/POSTGRES_USER"].Text, store.UserInfo);
        Assert.Equal(database["environment/POSTGRES_DB"].Text, store.AbsolutePath.TrimStart('/'));
        Assert.Equal(database["environment/POSTGRES_PASSWORD_FILE"].Text, SiloVariables["SWEEP_POSTGRES_PASSWORD_FILE"]);
        Assert.Contains(Services["silo"]["networks"].Texts, database["networks"].Texts.Contains);
    }

    [Fact]
    public void Clients_speak_to_a_silo_in_a_network_of_both()
    {
        var server = new Uri(Services["sweep"]["environment/SWEEP_SERVER"].Text);
        Assert.Equal("silo", server.Host);
        Assert.Equal(SiloWords.Read(SiloVariables).Silo.Http!.Port, server.Port);
        Assert.Contains(Services["sweep"]["networks"].Texts, Services["silo"]["networks"].Texts.Contains);
    }

    [Fact]
    public void Health_is_asked_by_a_command_that_the_program_has()
    {
        var words = Services["silo"]["healthcheck/test"].Texts;
        Assert.Equal("/app/sweep-silo", words[1]);
        Assert.Empty(Sweep.Server.ServerCommand.Create().Parse(words.Skip(2).ToList()).Errors);
    }

    [Fact]
    public async Task Docker_itself_reads_it_where_it_is_installed()
    {
        Assert.SkipUnless(Tool.IsThere("docker"), "docker is not installed");
        Assert.SkipUnless((await Tool.TryAsync("docker", "compose", "version")).Code == 0, "docker is installed without compose");
        await Tool.RunAsync("docker", "compose", "-f", Path.Combine(Repository.Deploy, "compose.yaml"), "config", "-q");
    }

    /// <summary>A value with the defaults of its variables put in.</summary>
    internal static string Resolve(string text) => VariablePattern().Replace(text, match => match.Groups[1].Value);

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(Assert.Single(text.Split('s', StringSplitOptions.RemoveEmptyEntries)), System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\$\{[A-Z_]+:-([^}]*)\}")]
    private static partial Regex VariablePattern();

    [GeneratedRegex("/run/secrets/([a-z_]+)")]
    private static partial Regex SecretPath();
}
