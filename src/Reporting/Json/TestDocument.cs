using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record TestDocument(double? F, double? EffectDegrees, double? ErrorDegrees, double? Epsilon, double? P, double? AdjustedP)
{
    public static TestDocument Of(OmnibusTest test) => new(
        ResultsJson.Finite(test.F), ResultsJson.Finite(test.EffectDegrees), ResultsJson.Finite(test.ErrorDegrees),
        ResultsJson.Finite(test.Epsilon), ResultsJson.Finite(test.P), ResultsJson.Finite(test.AdjustedP));
}
