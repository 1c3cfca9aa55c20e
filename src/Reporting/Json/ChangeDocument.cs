namespace Sweep.Reporting.Json;

internal sealed record ChangeDocument(
    IReadOnlyDictionary<string, string> Levels, int Pairs, double? Before, double? After, double? Difference, double? StandardError,
    double? Low, double? High, double? P, double? AdjustedP);
