using Sweep.Core.Statistics;

namespace Sweep.Reporting.Json;

internal sealed record ShareDocument(string Part, double? SumOfSquares, double? Degrees, double? EtaSquared, double? OmegaSquared, double? Share)
{
    public static ShareDocument Of(VarianceComponent part) => new(
        part.Name, ResultsJson.Finite(part.SumOfSquares), ResultsJson.Finite(part.Degrees),
        ResultsJson.Finite(part.EtaSquared), ResultsJson.Finite(part.OmegaSquared), ResultsJson.Finite(part.Share));
}
