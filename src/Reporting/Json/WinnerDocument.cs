using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record WinnerDocument(
    long Combination, double? Mean, double? Corrected, double? StandardError, double? Low, double? High, double? Optimism,
    int Rounds, int Lost, int SamePick, int Candidates)
{
    public static WinnerDocument? Of(WinnerEstimate? winner) => winner is null ? null : new(
        winner.Combination, ResultsJson.Finite(winner.Mean), ResultsJson.Finite(winner.Corrected), ResultsJson.Finite(winner.StandardError),
        ResultsJson.Finite(winner.Confidence.Low), ResultsJson.Finite(winner.Confidence.High), ResultsJson.Finite(winner.Optimism),
        winner.Rounds, winner.Lost, winner.SamePick, winner.Candidates);
}
