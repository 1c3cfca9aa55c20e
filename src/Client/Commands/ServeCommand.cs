using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;
using Sweep.Silo.Hosting;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep serve</c>: runs sweeps that others submit over HTTP.</summary>
internal static class ServeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var listen = new Option<string>("--listen")
        {
            Description = "Address and port. Any address but loopback needs a token; port 0 takes any free one.",
            HelpName = "ADDRESS:PORT",
            DefaultValueFactory = _ => "127.0.0.1:7777",
        };
        var data = new Option<string?>("--data") { Description = "Folder that paths of data files in submitted specs start at. Default: none, so that specs can name built-in data sets alone.", HelpName = "DIR" };
        var anyPath = new Option<bool>("--allow-any-path") { Description = "Let submitted specs read any file that this process can." };
        var token = ServerOptions.TokenFile();
        var store = CommonOptions.Store();
        var workers = CommonOptions.Workers();
        var isolate = CommonOptions.Isolate();
        var metrics = CommonOptions.MetricsPort();
        var logFormat = CommonOptions.LogFormat();
        var json = CommonOptions.Json();
        var quiet = CommonOptions.Quiet();
        return CommandFactory.Make(
                "serve",
                "Run sweeps that are submitted over HTTP, several at once, until Ctrl-C or SIGTERM. Sweeps that ran go on at the next start. docs/api.md shows every endpoint.",
                "sweep serve",
                "sweep serve --listen 0.0.0.0:7777 --token-file token --data data",
                "sweep serve --store sweeps.db --workers 8 --metrics-port 9464 --log-format json")
            .With(listen, store, workers, isolate, data, anyPath, token, metrics, logFormat, json, quiet)
            .Does(async (parsed, terminal, _) =>
            {
                var silo = new SweepHostOptions
                {
                    StorePath = parsed.GetRequiredValue(store),
                    Workers = parsed.GetRequiredValue(workers),
                    Isolation = new(parsed.GetValue(isolate)),
                    MetricsPort = parsed.GetValue(metrics),
                    LogFormat = parsed.GetValue(logFormat),
                };
                var api = new ApiOptions
                {
                    Listen = ListenAddress.Parse(parsed.GetRequiredValue(listen)),
                    LogFormat = silo.LogFormat,
                    Token = AccessToken.Read(parsed.GetValue(token), Environment.GetEnvironmentVariable(AccessToken.Variable)),
                };
                var interrupt = new InterruptWatch();
                await using var server = await EmbeddedServer.StartAsync(silo, api, new ConfinedData(new DataProvider(), FolderOf(parsed.GetValue(data)), parsed.GetValue(anyPath)));
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new ServeJson(server.Address, server.MetricsAddress, silo.StorePath, silo.Workers), ClientJson.Default.ServeJson));
                if (!parsed.GetValue(quiet))
                    terminal.Complain($"serving at {server.Address}, record {silo.StorePath}, {silo.Workers} workers{(server.MetricsAddress is { } address ? $", metrics at {address}" : "")}");
                await interrupt.WaitAsync();
                if (!parsed.GetValue(quiet))
                    terminal.Complain("stopping: running trials are taken back; their sweeps go on at the next start");
                return ExitCodes.Done;
            });
    }

    private static string FolderOf(string? data)
    {
        if (data is null)
            return "";
        var folder = Path.GetFullPath(data);
        return Directory.Exists(folder) ? folder : throw new InvalidInputException($"--data {data}: there is no such folder");
    }
}
