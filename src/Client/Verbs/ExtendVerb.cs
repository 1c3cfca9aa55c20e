using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Commands;
using Sweep.Client.Output;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Verbs;

/// <summary><c>sweep extend</c>: gives a sweep more replicates; the trials that it has keep their numbers and results.</summary>
internal static class ExtendVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var replicates = new Option<int>("--replicates", "-r")
        {
            Description = "How many replicates each combination shall have; no fewer than it has.",
            HelpName = "N",
            Required = true,
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "extend",
                "Give a sweep more replicates, to narrow its intervals. Results are kept, and resume runs what is new. For more levels, see 'sweep run --reuse'.",
                "sweep extend regularizers-7f3a --replicates 10",
                "sweep extend regularizers-7f3a --replicates 10 --json")
            .With(id, replicates, store, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var path = parsed.GetRequiredValue(store);
                var wanted = parsed.GetRequiredValue(replicates);
                // Looked at read-only first, so that a mistyped path makes no file and a wrong number changes none.
                var (sweep, plan) = await RecordReader.FindAsync(path, parsed.GetRequiredValue(id), cancellation);
                var grown = MoreReplicates.Of(sweep, plan, wanted);
                if (wanted > plan.Spec.Replicates)
                    sweep = await ExtendAsync(path, sweep, grown, cancellation);
                var added = grown.Trials - plan.Trials;
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new ExtendJson(sweep.Id, StateWords.Of(sweep.State), wanted, grown.Trials, added), ClientJson.Default.ExtendJson));
                else
                    terminal.OutWriter.WriteLine(added == 0
                        ? $"sweep {sweep.Id} has {wanted} replicates already"
                        : $"sweep {sweep.Id} has {wanted} replicates now, {added} trials more; go on with: sweep resume {sweep.Id}");
                return ExitCodes.Done;
            });
    }

    private static async Task<SweepRecord> ExtendAsync(string path, SweepRecord sweep, SweepPlan grown, CancellationToken cancellation)
    {
        await using var record = await RestingRecord.OpenAsync(path, sweep, cancellation);
        var found = await RecordReader.FindSweepAsync(record, sweep.Id, cancellation);
        var state = found.State is SweepState.Finished or SweepState.Cancelled ? SweepState.Paused : found.State;
        found = found with
        {
            SpecYaml = grown.NormalisedYaml,
            SpecHash = grown.Hash,
            Trials = grown.Trials,
            State = state,
            Updated = TimeProvider.System.GetUtcNow(),
        };
        await record.ExtendAsync(sweep.Id, found, null, null, cancellation);
        return found;
    }
}
