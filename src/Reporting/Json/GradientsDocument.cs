namespace Sweep.Reporting.Json;

internal sealed record GradientsDocument(
    IReadOnlyDictionary<string, string> Levels, int Trials, double? FirstOverLast, IReadOnlyDictionary<string, int> Verdicts);
