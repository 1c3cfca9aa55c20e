using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record InteractionDocument(
    string First, string Second, double? EtaSquared, double? OmegaSquared, double? Share, TestDocument Test, IReadOnlyList<CellDocument> Cells)
{
    public static InteractionDocument Of(InteractionAnalysis pair, SweepAnalysis analysis)
    {
        var first = analysis.Factors.Single(f => f.Index == pair.First).Levels;
        var second = analysis.Factors.Single(f => f.Index == pair.Second).Levels;
        return new(pair.FirstName, pair.SecondName,
            ResultsJson.Finite(pair.Share.EtaSquared), ResultsJson.Finite(pair.Share.OmegaSquared), ResultsJson.Finite(pair.Share.Share),
            TestDocument.Of(pair.Test),
            [.. pair.Cells.SelectMany((row, a) => row.Select((cell, b) => new CellDocument(
                first[a].Level, second[b].Level, cell.Trials, cell.Diverged, ResultsJson.Finite(cell.Mean), ResultsJson.Finite(cell.Deviation),
                ResultsJson.Finite(cell.StandardError), ResultsJson.Finite(cell.Confidence.Low), ResultsJson.Finite(cell.Confidence.High))))]);
    }
}
