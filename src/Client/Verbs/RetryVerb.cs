using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Commands;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Client.Running;
using Sweep.Storage;

namespace Sweep.Client.Verbs;

/// <summary><c>sweep retry</c>: withdraws the results of trials that failed, so that resume tries them again.</summary>
internal static class RetryVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var server = new ServerOptions();
        return CommandFactory.Make(
                "retry",
                "Give trials that failed, or that a cancel stopped, another chance: their results are withdrawn, and resume runs them again.",
                "sweep retry regularizers-7f3a",
                "sweep retry regularizers-7f3a --json",
                "sweep retry regularizers-7f3a --server http://127.0.0.1:7777")
            .With(id, store, json)
            .With(server.All)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Find(parsed, store);
                if (remote is not null)
                    return await RemoteControl.AskAsync(remote, parsed.GetRequiredValue(id), "retry", parsed.GetValue(json), terminal, cancellation);
                var path = parsed.GetRequiredValue(store);
                var sweep = await RecordReader.FindSweepAsync(path, parsed.GetRequiredValue(id), cancellation);
                await using var record = await RestingRecord.OpenAsync(path, sweep, cancellation);
                var withdrawn = await record.RetryFailedAsync(sweep.Id, TimeProvider.System.GetUtcNow(), cancellation);
                sweep = await RecordReader.FindSweepAsync(record, sweep.Id, cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new RetryJson(sweep.Id, StateWords.Of(sweep.State), withdrawn), ClientJson.Default.RetryJson));
                else
                    terminal.OutWriter.WriteLine(sweep.State == SweepState.Finished
                        ? $"sweep {sweep.Id} is finished; no trial failed"
                        : $"sweep {sweep.Id} is {StateWords.Of(sweep.State)}, {withdrawn} results withdrawn; go on with: sweep resume {sweep.Id}");
                return ExitCodes.Done;
            });
    }
}
