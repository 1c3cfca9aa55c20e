using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sweep.Cluster.Tests.Fixture;

namespace Sweep.Cluster.Tests;

/// <summary><c>deploy/local-cluster.sh</c> starts a cluster on this machine, says how it is and ends it.</summary>
public sealed partial class LocalClusterTests(StudiedSweep studied)
{
    private static readonly int[] Offsets = [1, 2, 101, 102, 201, 202];

    [Fact]
    public async Task Script_starts_a_cluster_that_runs_a_sweep_and_stops_it_by_its_processes()
    {
        // In /tmp, since a socket's path must be short, and open to the user that the script gives the database to.
        var state = Directory.CreateTempSubdirectory("sweep-lc-").FullName;
        await Tool.RunAsync("chmod", "711", state);
        var ports = FreeBase();
        var server = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports + 202}");
        try
        {
            var started = await ScriptAsync("start");
            Assert.StartsWith("2 silos, 1 workers each.", started, StringComparison.Ordinal);
            var status = await ScriptAsync("status");
            Assert.StartsWith("PostgreSQL: running\n", status, StringComparison.Ordinal);
            var silos = ProcessOf().Matches(status).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(2, silos.Count);

            var spec = Path.Combine(state, "studied.yaml");
            await File.WriteAllTextAsync(spec, StudiedSweep.Yaml);
            using var results = JsonDocument.Parse(await TestCluster.Command("submit", spec, "--server", server, "--watch", "--json", "--quiet"));
            Assert.Equal(studied.Digest, results.RootElement.GetProperty("digest").GetString());

            await ScriptAsync("stop");
            Assert.DoesNotContain(silos, Machine.Runs);
            Assert.Equal((3, "PostgreSQL: stopped\n"), await TryAsync("status"));
        }
        finally
        {
            await TryAsync("stop");
            Directory.Delete(state, recursive: true);
        }

        async Task<string> ScriptAsync(string verb)
        {
            var (code, said) = await TryAsync(verb);
            Assert.True(code == 0, $"{verb} ended with {code}\n{said}");
            return said;
        }

        async Task<(int Code, string Said)> TryAsync(string verb)
        {
            // What it starts lives on and would hold a pipe open.
            string[] script = ["deploy/local-cluster.sh", "--silos", "2", "--workers", "1", "--state", state, "--silo", Programs.SiloLauncher, "--port-base", ports.ToString(CultureInfo.InvariantCulture), verb];
            var said = Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(state)}.out");
            var start = new ProcessStartInfo("bash", ["-c", "exec >\"$0\" 2>&1; exec \"$@\"", said, .. script]) { WorkingDirectory = Sweep.Deploy.Tests.Fixture.Repository.Root };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var text = await File.ReadAllTextAsync(said);
            File.Delete(said);
            return (process.ExitCode, text);
        }
    }

    // Silos take the next numbers, their gateways those from 100 on, and what they serve those from 200 on.
    private static int FreeBase() => Enumerable.Range(0, 30).Select(i => 15_110 + (i * 300)).First(ports => Offsets.All(offset => SiloPorts.IsFree(ports + offset)));

    [GeneratedRegex(@"ready \(process (\d+)\)")]
    private static partial Regex ProcessOf();
}
