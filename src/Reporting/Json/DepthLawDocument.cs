using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Json;

internal sealed record DepthLawDocument(int Epoch, double? Decay, double? Fit, bool Holds, IReadOnlyList<DepthLawLayerDocument> Layers)
{
    public static DepthLawDocument? Of(DepthLaw? law) => law is null ? null : new(
        law.Epoch, ResultsJson.Finite(law.Decay), ResultsJson.Finite(law.Fit), law.Holds, [.. law.Layers.Select(DepthLawLayerDocument.Of)]);
}
