using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Json;

internal sealed record EvidenceDocument(
    string Verdict, int Layer, int FirstEpoch, int LastEpoch, double? Value, double? Threshold, string Text)
{
    public static EvidenceDocument Of(VerdictEvidence evidence) => new(
        TrialVerdicts.NameOf(evidence.Verdict), evidence.Layer, evidence.FirstEpoch, evidence.LastEpoch,
        ResultsJson.Finite(evidence.Value), ResultsJson.Finite(evidence.Threshold), evidence.Text);
}
