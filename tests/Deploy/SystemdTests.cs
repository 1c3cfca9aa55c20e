using System.Globalization;
using System.Text.RegularExpressions;
using Sweep.Client.Commands;
using Sweep.Deploy.Tests.Fixture;
using SiloWords = Sweep.Deploy.Tests.Fixture.Silo;

namespace Sweep.Deploy.Tests;

public sealed partial class SystemdTests
{
    public static TheoryData<string> Units => [.. Directory.EnumerateFiles(Repository.PathOf("deploy/systemd"), "*.service").Select(file => Path.GetFileName(file)).Order()];

    [Fact]
    public void There_is_a_unit_for_a_silo_and_one_for_a_server() => Assert.Equal(["sweep-serve.service", "sweep-silo.service"], Units.Select(row => row.Data));

    [Fact]
    public void The_silos_unit_gives_it_variables_that_it_understands_and_the_time_to_drain()
    {
        var unit = Read("sweep-silo.service");
        var variables = unit["Environment"].Concat(Repository.Text("deploy/systemd/silo.env").Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var ours = variables.Where(pair => pair.Key.StartsWith("SWEEP_", StringComparison.Ordinal)).ToDictionary();
        Assert.All(ours.Keys, variable => Assert.Contains(variable, SiloWords.Variables));
        var (silo, drain) = SiloWords.Read(ours);
        Assert.NotNull(silo.Token);
        Assert.True(TimeSpan.FromSeconds(int.Parse(Assert.Single(unit["TimeoutStopSec"]), CultureInfo.InvariantCulture)) >= drain + TimeSpan.FromSeconds(10));
        Assert.Equal(["/opt/sweep/sweep-silo"], unit["ExecStart"]);
        Assert.Equal(["/etc/sweep/silo.env"], unit["EnvironmentFile"]);

        // Each file of secrets is a credential that the unit loads, of a file that the walk-through makes.
        var credentials = unit["LoadCredential"].Select(line => line.Split(':')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(ours.Where(pair => pair.Key.EndsWith("_FILE", StringComparison.Ordinal)).Select(pair => pair.Value).Order(), credentials.Keys.Select(name => $"%d/{name}").Order());
        Assert.All(credentials.Values, file => Assert.Contains(file, Readme.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_servers_unit_has_words_that_sweep_understands()
    {
        var unit = Read("sweep-serve.service");
        var words = Assert.Single(unit["ExecStart"]).Split(' ');
        Assert.Equal("/opt/sweep/sweep", words[0]);
        var parsed = Root.Create().Parse(words[1..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal($"/var/lib/{Assert.Single(unit["StateDirectory"])}/sweeps.db", parsed.GetValue<string>("--store"));
        Assert.StartsWith("127.0.0.1:", parsed.GetValue<string>("--listen"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_is_started_anew_but_not_with_options_that_stay_bad(string name)
    {
        var unit = Read(name);
        Assert.Equal(["on-failure"], unit["Restart"]);
        Assert.Equal([$"{Sweep.Server.ExitCodes.BadInput}"], unit["RestartPreventExitStatus"]);
        Assert.Equal(["SIGTERM"], unit["KillSignal"]);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_finds_no_fault_and_little_exposure(string name)
    {
        Tool.Need("systemd-analyze", always: false);
        var folder = Directory.CreateTempSubdirectory("sweep-units-").FullName;
        try
        {
            // The programs that a unit names have to be there.
            foreach (var program in new[] { "sweep", "sweep-silo" })
            {
                File.WriteAllText($"{folder}/{program}", "#!/bin/sh\n");
                File.SetUnixFileMode($"{folder}/{program}", UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            var unit = $"{folder}/{name}";
            File.WriteAllText(unit, Repository.Text($"deploy/systemd/{name}").Replace("/opt/sweep/", folder + "/", StringComparison.Ordinal));
            // It may complain of this machine's own units too.
            var (code, output, error) = await Tool.TryAsync("systemd-analyze", "verify", unit);
            Assert.Equal(0, code);
            Assert.DoesNotContain(name, output + error, StringComparison.Ordinal);
            var exposure = await Tool.RunAsync("systemd-analyze", "security", "--offline=true", "--no-pager", unit);
            var level = double.Parse(Exposure().Match(exposure).Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.True(level <= 2.0, $"exposure of {name} is {level} of 10");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ILookup<string, string> Read(string name)
        => Repository.Text($"deploy/systemd/{name}").Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal) && line[0] != '#')
            .Select(line => line.Split('=', 2)).ToLookup(pair => pair[0], pair => pair[1]);

    [GeneratedRegex("Overall exposure level for .*: ([0-9.]+)")]
    private static partial Regex Exposure();
}
