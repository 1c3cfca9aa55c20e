namespace Sweep.Reporting.Json;

internal sealed record ObjectiveDocument(string Metric, string Direction);
