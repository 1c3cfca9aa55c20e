namespace Sweep.Reporting.Json;

internal sealed record EffectDocument(
    string Reference, bool Paired, int Count, double? Difference, double? StandardError, double? Low, double? High);
