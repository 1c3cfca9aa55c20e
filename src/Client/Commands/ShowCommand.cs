using System.CommandLine;
using Spectre.Console;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Reporting;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;

namespace Sweep.Client.Commands;

/// <summary><c>sweep show</c>: shows a sweep, or one of its trials.</summary>
internal static class ShowCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var trial = new Option<long?>("--trial") { Description = "One trial: its curve, its layers' gradients and what they say.", HelpName = "N" };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var adjust = CommonOptions.Adjust();
        var server = new ServerOptions();
        var svg = new Option<string?>("--svg") { Description = "Write what would be printed to a file, as an SVG picture of a terminal.", HelpName = "FILE" };
        return CommandFactory.Make(
                "show",
                "Show what won, which choices matter and how gradients behaved; or one trial in detail. Works while the sweep runs.",
                "sweep show regularizers-7f3a",
                "sweep show regularizers-7f3a --trial 17",
                "sweep show regularizers-7f3a --adjust benjamini_hochberg",
                "sweep show regularizers-7f3a --svg run.svg",
                "sweep show regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id, trial, adjust, store, json, svg)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                if (parsed.GetValue(svg) is not null && parsed.GetValue(json))
                    throw new InvalidInputException("--svg and --json are two forms of one output; name one of them");
                using var remote = server.Find(parsed, store);
                if (remote is not null && parsed.GetValue(adjust) is not null)
                    throw new InvalidInputException("--adjust analyses a record on this machine alone; a server analyses as the sweep's spec says");
                if (remote is not null)
                    return await ShowAsync(remote, parsed.GetRequiredValue(id), parsed.GetValue(trial), parsed.GetValue(json), parsed.GetValue(svg), terminal, cancellation);
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                var results = parsed.GetValue(trial) is null ? await SweepResults.LoadAsync(record, sweep, plan, parsed.GetValue(adjust), cancellation) : null;
                var report = parsed.GetValue(trial) is { } index ? await TrialReport.LoadAsync(record, sweep, plan, index, cancellation) : null;
                if (parsed.GetValue(svg) is { } picture)
                    await TerminalPicture.WriteAsync(picture, $"sweep show {sweep.Id}", Tables, cancellation);
                else if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(results is null ? ResultsJson.Of(report!) : ResultsJson.Of(results));
                else
                    Tables(terminal.Out);
                return ExitCodes.Done;

                void Tables(IAnsiConsole console)
                {
                    if (results is not null)
                        ResultTables.Write(console, results);
                    else
                        ResultTables.Write(console, report!);
                }
            });
    }

    private static async Task<int> ShowAsync(SweepServer server, string typed, long? trial, bool json, string? svg, Terminal terminal, CancellationToken cancellation)
    {
        if (svg is not null)
            throw new InvalidInputException("--svg draws from a record on this machine alone; leave --server out, or take --json from it");
        var id = await server.FindIdAsync(typed, cancellation);
        terminal.OutWriter.Write(await server.ResultsAsync(id, trial, json, terminal.Out.Profile.Width, cancellation));
        return ExitCodes.Done;
    }
}
