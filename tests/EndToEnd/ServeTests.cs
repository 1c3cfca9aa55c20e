using System.Text.RegularExpressions;

namespace Sweep.EndToEnd.Tests;

public sealed partial class ServeTests(ServedSweep undisturbed) : IClassFixture<ServedSweep>
{
    [Fact]
    public async Task A_submitted_sweep_has_the_digest_of_one_that_was_run_here()
    {
        using var folder = new TempFolder();
        folder.Write("spec.yaml", ServedSweep.Spec);

        using var server = SweepProcess.Start(folder, "serve", "--listen", "127.0.0.1:0", "--store", "there.db");
        var address = await AddressOf(server);
        var there = await SweepProcess.RunAsync(folder, "submit", "spec.yaml", "--watch", "--json", "--quiet", "--server", address);
        Assert.Equal(undisturbed.Digest, there.Digest());

        var list = await SweepProcess.RunAsync(folder, "list", "--json", "--server", address);
        var id = list.Json()[0].GetProperty("id").GetString()!;
        Assert.Equal(undisturbed.Digest, (await SweepProcess.RunAsync(folder, "show", id, "--json", "--server", address)).Digest());
        Assert.Equal(undisturbed.Digest, (await SweepProcess.RunAsync(folder, "watch", id, "--json", "--quiet", "--server", address)).Digest());

        server.Signal(SweepProcess.Interrupt);
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
        Assert.Equal(undisturbed.Digest, (await SweepProcess.RunAsync(folder, "show", id, "--json", "--store", "there.db")).Digest());
    }

    [Theory]
    [InlineData(SweepProcess.Kill)]
    [InlineData(SweepProcess.Interrupt)]
    public async Task Whoever_watches_is_still_there_when_the_server_comes_back_and_gets_the_same_digest(int signal)
    {
        using var folder = new TempFolder();
        folder.Write("spec.yaml", ServedSweep.Spec);

        using var server = SweepProcess.Start(folder, "serve", "--listen", "127.0.0.1:0", "--store", "there.db", "--workers", "1");
        var address = await AddressOf(server);
        using var watch = SweepProcess.Start(folder, "submit", "spec.yaml", "--id", "mine", "--watch", "--json", "--server", address);
        await watch.SeeErrorAsync("sweep mine: 36 trials");
        server.Signal(signal);
        await server.EndAsync();

        using var again = SweepProcess.Start(folder, "serve", "--listen", new Uri(address).Authority, "--store", "there.db");
        await AddressOf(again);
        Assert.Equal(undisturbed.Digest, (await watch.EndAsync()).Digest());
    }

    [Fact]
    public async Task A_served_sweep_is_paused_cancelled_retried_and_deleted_from_the_command_line()
    {
        using var folder = new TempFolder();
        folder.Write("long.yaml", ServedSweep.Spec.Replace("epochs: 6", "epochs: 100000", StringComparison.Ordinal));
        using var server = SweepProcess.Start(folder, "serve", "--listen", "127.0.0.1:0");
        var address = await AddressOf(server);
        Assert.Equal(0, (await SweepProcess.RunAsync(folder, "submit", "long.yaml", "--id", "mine", "--server", address)).ExitCode);
        foreach (var (verb, state) in new[] { ("pause", "paused"), ("cancel", "cancelled"), ("retry", "running"), ("cancel", "cancelled") })
        {
            var said = await SweepProcess.RunAsync(folder, verb, "mine", "--json", "--server", address);
            Assert.Equal(state, said.Json().GetProperty("state").GetString());
        }

        Assert.Equal(2, (await SweepProcess.RunAsync(folder, "resume", "mine", "--server", address)).ExitCode);
        var deleted = await SweepProcess.RunAsync(folder, "delete", "mine", "--yes", "--json", "--server", address);
        Assert.True(deleted.Json().GetProperty("deleted").GetBoolean());
        Assert.Equal(0, (await SweepProcess.RunAsync(folder, "list", "--json", "--server", address)).Json().GetArrayLength());
    }

    [Fact]
    public async Task Mistakes_end_with_two_and_name_the_file_and_an_absent_server_with_one()
    {
        using var folder = new TempFolder();
        folder.Write("bad.yaml", "name: x\ndataset: digit\n");
        folder.Write("good.yaml", ServedSweep.Spec);
        using var server = SweepProcess.Start(folder, "serve", "--listen", "127.0.0.1:0");
        var address = await AddressOf(server);
        var bad = await SweepProcess.RunAsync(folder, "submit", "bad.yaml", "--server", address);
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("bad.yaml:2:10: ", bad.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await SweepProcess.RunAsync(folder, "watch", "none", "--server", address)).ExitCode);
        Assert.Equal(2, (await SweepProcess.RunAsync(folder, "list", "--server", address, "--store", "x.db")).ExitCode);
        server.Signal(SweepProcess.Kill);
        await server.EndAsync();
        Assert.Equal(1, (await SweepProcess.RunAsync(folder, "list", "--server", address)).ExitCode);
    }

    [Fact]
    public async Task A_server_that_others_reach_does_not_start_without_a_token()
    {
        using var folder = new TempFolder();
        var refused = await SweepProcess.RunAsync(folder, "serve", "--listen", "0.0.0.0:0");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("token", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".sweep")));
    }

    [Fact]
    public async Task The_token_of_a_file_opens_the_server_and_shows_up_nowhere()
    {
        using var folder = new TempFolder();
        const string Secret = "a-token-of-many-characters";
        folder.Write("token", Secret + "\n");
        using var server = SweepProcess.Start(folder, "serve", "--listen", "127.0.0.1:0", "--token-file", "token");
        var address = await AddressOf(server);
        Assert.Equal(2, (await SweepProcess.RunAsync(folder, "list", "--server", address)).ExitCode);
        Assert.Equal(0, (await SweepProcess.RunAsync(folder, "list", "--server", address, "--token-file", "token", "--json")).ExitCode);
        server.Signal(SweepProcess.Interrupt);
        var end = await server.EndAsync();
        Assert.DoesNotContain(Secret, end.Output + end.Error, StringComparison.Ordinal);
    }

    private static async Task<string> AddressOf(SweepProcess server)
    {
        await server.SeeErrorAsync("serving at ");
        return Address().Match(server.ErrorSoFar).Value;
    }

    [GeneratedRegex("http://[^/]+")]
    private static partial Regex Address();
}
