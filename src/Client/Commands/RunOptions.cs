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
            OutFolder(parsed),
            parsed.GetValue(_force),
            parsed.GetValue(_json),
            parsed.GetValue(_quiet));
        if (StoreOpener.IsShared(request.Host.StorePath))
            throw new InvalidInputException($"--store {StoreOpener.Display(request.Host.StorePath)} is a cluster's record; --cluster with the same address runs the sweep there");
        return request;
    }

    /// <summary>What the user asked of a cluster; null where the sweep is to run in this process.</summary>
    /// <exception cref="InvalidInputException">Exported files cannot go where they should, or options say how this process trains.</exception>
    public ClusterRequest? ReadCluster(ParseResult parsed)
    {
        if (_cluster.Read(parsed, OutFolder(parsed), parsed.GetValue(_force), parsed.GetValue(_json), parsed.GetValue(_quiet)) is not { } request)
            return null;
        if (IsGiven(parsed, _store))
            throw new InvalidInputException("--cluster and --store do not go together: a cluster has its own record");
        RefuseTraining(parsed, "a cluster's silos train", "sweep-silo", "--http, which serves /metrics too");
        return request;
    }

    /// <summary>What the user asked of a server.</summary>
    /// <exception cref="InvalidInputException">There is something to export, or options say how this process trains.</exception>
    public (bool Json, bool Quiet) ReadRemote(ParseResult parsed)
    {
        if (parsed.GetValue(_out) is not null)
            throw new InvalidInputException("--out exports from a record on this machine alone; leave --server out, or take the results with --json");
        RefuseTraining(parsed, "the server trains", "sweep serve", _metricsPort.Name);
        return (parsed.GetValue(_json), parsed.GetValue(_quiet));
    }

    private string? OutFolder(ParseResult parsed)
    {
        var folder = parsed.GetValue(_out);
        if (folder is not null)
            CsvExport.Check(folder, parsed.GetValue(_force));
        return folder;
    }

    // Taken without a word, they would be believed to hold.
    private void RefuseTraining(ParseResult parsed, string who, string program, string metrics)
    {
        (Option Option, string There)[] here = [(_isolate, _isolate.Name), (_workers, _workers.Name), (_metricsPort, metrics), (_logFormat, _logFormat.Name)];
        var refused = here.Where(option => IsGiven(parsed, option.Option)).ToList();
        if (refused.Count == 0)
            return;
        var names = string.Join(", ", refused.Select(option => option.Option.Name));
        var there = string.Join(", ", refused.Select(option => $"{program} {option.There}"));
        throw new InvalidInputException($"{names} {(refused.Count == 1 ? "is" : "are")} for training in this process, but {who}; set there by {there}");
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
