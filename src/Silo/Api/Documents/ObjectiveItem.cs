namespace Sweep.Silo.Api.Documents;

/// <summary>What a sweep is decided on.</summary>
/// <param name="Metric">Name of the metric: <c>validation_loss</c>.</param>
/// <param name="Direction"><c>minimize</c> or <c>maximize</c>.</param>
public sealed record ObjectiveItem(string Metric, string Direction);
