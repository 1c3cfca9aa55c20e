using System.CommandLine;
using Sweep.Client.Commands;
using Sweep.Core.Specs;

namespace Sweep.Client.Tests;

/// <summary>Options that have no meaning where another process trains are refused, not dropped.</summary>
public sealed class RunOptionsTests
{
    private const string Cluster = "--cluster postgres://sweep@db/sweep";

    [Theory]
    [InlineData("--isolate", "--isolate is for training in this process, but a cluster's silos train; set there by sweep-silo --isolate")]
    [InlineData("--workers 4", "--workers is for training in this process, but a cluster's silos train; set there by sweep-silo --workers")]
    [InlineData("--metrics-port 0", "--metrics-port is for training in this process, but a cluster's silos train; set there by sweep-silo --http, which serves /metrics too")]
    [InlineData("-w 2 --isolate", "--isolate, --workers are for training in this process, but a cluster's silos train; set there by sweep-silo --isolate, sweep-silo --workers")]
    [InlineData("--log-format json", "--log-format is for training in this process, but a cluster's silos train; set there by sweep-silo --log-format")]
    [InlineData("--store x.db", "--cluster and --store do not go together: a cluster has its own record")]
    public void A_cluster_takes_no_options_about_this_process(string given, string said)
        => Assert.Equal(said, Assert.Throws<InvalidInputException>(() => Read($"{Cluster} {given}", (options, parsed) => options.ReadCluster(parsed))).Message);

    [Fact]
    public void A_cluster_is_asked_with_what_was_left_to_its_default()
    {
        var request = Read($"{Cluster} --cluster-id mine --json", (options, parsed) => options.ReadCluster(parsed));
        Assert.Equal(("postgres://sweep@db/sweep", "mine", true, false), (request!.Store, request.ClusterId, request.Json, request.Quiet));
    }

    [Theory]
    [InlineData("--isolate", "sweep serve --isolate")]
    [InlineData("--metrics-port 9464", "sweep serve --metrics-port")]
    public void A_server_takes_none_either(string given, string there)
        => Assert.EndsWith($"but the server trains; set there by {there}", Assert.Throws<InvalidInputException>(() => Read(given, (options, parsed) => options.ReadRemote(parsed))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_either_they_hold_here()
    {
        Assert.Null(Read("--workers 3 --isolate", (options, parsed) => options.ReadCluster(parsed)));
        var host = Read("--store x.db --workers 3 --isolate --metrics-port 0", (options, parsed) => options.Read(parsed)).Host;
        Assert.Equal((3, 0), (host.Workers, host.MetricsPort));
        Assert.True(host.Isolation.Isolate);
    }

    [Theory]
    [InlineData("resume", "x", "--server", "http://127.0.0.1:1", "--isolate")]
    [InlineData("resume", "x", "--server", "http://127.0.0.1:1", "--cluster", "postgres://sweep@db/sweep")]
    public async Task The_command_ends_with_two_before_it_asks_the_server(params string[] arguments)
        => Assert.Equal(ExitCodes.BadInput, await Root.InvokeAsync(arguments, new() { Error = TextWriter.Null, Output = TextWriter.Null }));

    private static T Read<T>(string words, Func<RunOptions, ParseResult, T> read)
    {
        var options = new RunOptions();
        var command = CommandFactory.Make("run", "Runs.").With(options.All);
        var parsed = command.Parse(words);
        Assert.Empty(parsed.Errors);
        return read(options, parsed);
    }
}
