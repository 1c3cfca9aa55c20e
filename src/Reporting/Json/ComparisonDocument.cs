using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;
using Sweep.Reporting.Comparing;

namespace Sweep.Reporting.Json;

internal sealed record ComparisonDocument
{
    public required string Before { get; init; }

    public required string After { get; init; }

    public required string Metric { get; init; }

    public required int Common { get; init; }

    public required long OnlyBefore { get; init; }

    public required long OnlyAfter { get; init; }

    public required int Trials { get; init; }

    public required int SameDigest { get; init; }

    public required bool SharedSeeds { get; init; }

    public required string Basis { get; init; }

    public required int Units { get; init; }

    public required string Method { get; init; }

    public required double? Difference { get; init; }

    public required double? StandardError { get; init; }

    public required double? Low { get; init; }

    public required double? High { get; init; }

    public required double? P { get; init; }

    public required int Pairs { get; init; }

    public required double? CohenD { get; init; }

    public required double? HedgesG { get; init; }

    public required int LostValue { get; init; }

    public required int WonValue { get; init; }

    public required IReadOnlyList<ChangeDocument> Changes { get; init; }

    public required IReadOnlyList<VerdictChangeDocument> Verdicts { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public static ComparisonDocument Of(SweepDifference difference)
    {
        var effect = difference.Comparison.Effect;
        return new()
        {
            Before = difference.Before.Id,
            After = difference.After.Id,
            Metric = Names.Of(difference.Spec.Objective.Metric),
            Common = difference.Common,
            OnlyBefore = difference.OnlyBefore,
            OnlyAfter = difference.OnlyAfter,
            Trials = difference.Trials,
            SameDigest = difference.SameDigest,
            SharedSeeds = difference.SharedSeeds,
            Basis = Names.Of(difference.Comparison.Basis),
            Units = difference.Comparison.Units,
            Method = Names.Of(difference.Comparison.Method),
            Difference = Finite(effect?.Difference),
            StandardError = Finite(effect?.StandardError),
            Low = Finite(effect?.Confidence.Low),
            High = Finite(effect?.Confidence.High),
            P = Finite(effect?.P),
            Pairs = effect?.Pairs ?? 0,
            CohenD = Finite(effect?.CohenD),
            HedgesG = Finite(effect?.HedgesG),
            LostValue = difference.Comparison.LostValue,
            WonValue = difference.Comparison.WonValue,
            Changes = [.. difference.Comparison.Changes.Select(c => ChangeOf(difference, c))],
            Verdicts = [.. difference.Verdicts.Select(v => new VerdictChangeDocument(TrialVerdicts.NameOf(v.Verdict), v.Both, v.Before, v.After))],
            Notes = difference.Notes,
        };
    }

    private static ChangeDocument ChangeOf(SweepDifference difference, CombinationChange change) => new(
        difference.Spec.Factors.Zip(difference.Levels[change.Combination]).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal),
        change.Pairs, Finite(change.Before), Finite(change.After), Finite(change.Difference), Finite(change.StandardError),
        Finite(change.Confidence.Low), Finite(change.Confidence.High), Finite(change.P), Finite(change.AdjustedP));

    private static double? Finite(double? value) => value is { } known ? ResultsJson.Finite(known) : null;
}
