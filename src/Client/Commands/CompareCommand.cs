using System.CommandLine;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Reporting.Comparing;
using Sweep.Reporting.Json;
using Sweep.Reporting.Terminal;

namespace Sweep.Client.Commands;

/// <summary><c>sweep compare</c>: holds two sweeps against each other.</summary>
internal static class CompareCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var before = new Argument<string>("A") { Description = "The first sweep's id, or its beginning." };
        var after = new Argument<string>("B") { Description = "The second sweep's id, or its beginning; the same as A to compare it with itself in another record." };
        var other = new Option<string?>("--other-store") { Description = "The record that B stands in. Default: the one that A stands in.", HelpName = "FILE|URL" };
        var match = new Option<CombinationMatch>("--match")
        {
            Description = "When combinations are the same: config, when every field of the configuration agrees; levels, when the factors' labels agree, whatever else the specs say.",
            DefaultValueFactory = _ => CombinationMatch.Config,
        };
        var adjust = CommonOptions.Adjust();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "compare",
                "Compare two sweeps, or one before and after a change, on the combinations that both have: how much the objective differs and how surely, what changed most, and which verdicts came and went.",
                "sweep compare regularizers-7f3a regularizers-b21c",
                "sweep compare short-7f3a long-b21c --match levels",
                "sweep compare regularizers-7f3a regularizers-7f3a --other-store old/sweeps.db --json")
            .With(before, after, other, match, adjust, store, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                await using var elsewhere = parsed.GetValue(other) is { } path ? await RecordReader.OpenAsync(path) : null;
                var (sweepA, planA) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(before), cancellation);
                var (sweepB, planB) = await RecordReader.FindAsync(elsewhere ?? record, parsed.GetRequiredValue(after), cancellation);
                if (elsewhere is null && sweepA.Id == sweepB.Id)
                    throw new InvalidInputException($"A and B are both sweep {sweepA.Id}; name another, or with --other-store the record that it stands in too");
                var difference = await SweepDifference.LoadAsync(
                    new(record, sweepA, planA), new(elsewhere ?? record, sweepB, planB), parsed.GetValue(match), parsed.GetValue(adjust), cancellation);
                if (parsed.GetValue(json))
                    terminal.OutWriter.WriteLine(ResultsJson.Of(difference));
                else
                    ResultTables.Write(terminal.Out, difference);
                return ExitCodes.Done;
            });
    }
}
