using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Reporting.Export;
using Sweep.Silo.Hosting;
using Sweep.Storage;

namespace Sweep.Client.Commands;

/// <summary>Options of the verbs that run trials.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _out = CommonOptions.Out();
    private readonly Option<string> _store = CommonOptions.Store();
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<bool> _isolate = CommonOptions.Isolate();
    private readonly Option<int?> _metricsPort = CommonOptions.MetricsPort();
    private readonly Option<LogFormat> _logFormat = CommonOptions.LogFormat();
    private readonly Option<bool> _force = CommonOptions.Force();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _quiet = CommonOptions.Quiet();
    private readonly ClusterOptions _cluster = new();

    /// <summary>Where the record is.</summary>
    public Option<string> Store => _store;

    /// <summary>All of them.</summary>
    public Symbol[] All => [_out, _store, _workers, _isolate, _metricsPort, _logFormat, _force, _json, _quiet, .. _cluster.All];

    /// <summary>What the user asked.</summary>
    /// <exception cref="InvalidInputException">Exported files cannot go where they should, or the record is no file.</exception>
    public RunRequest Read(ParseResult parsed)
    {
        var request = new RunRequest(
            new()
            {
                StorePath = parsed.GetRequiredValue(_store),
                Workers = parsed.GetRequiredValue(_workers),
                Isolation = new(parsed.GetValue(_isolate)),
                MetricsPort = parsed.GetValue(_metricsPort),
                LogFormat = parsed.GetValue(_logFormat),
            },
            parsed.GetValue(_out),
            parsed.GetValue(_force),
            parsed.GetValue(_json),
            parsed.GetValue(_quiet));
        if (StoreOpener.IsShared(request.Host.StorePath))
            throw new InvalidInputException($"--store {StoreOpener.Display(request.Host.StorePath)} is a cluster's record; --cluster with the same address runs the sweep there");
        if (request.Out is { } folder)
            CsvExport.Check(folder, request.Force);
        return request;
    }

    /// <summary>What the user asked of a cluster; null where the sweep is to run in this process.</summary>
    public ClusterRequest? ReadCluster(ParseResult parsed)
        => _cluster.Read(parsed, parsed.GetValue(_out), parsed.GetValue(_force), parsed.GetValue(_json), parsed.GetValue(_quiet));
}
