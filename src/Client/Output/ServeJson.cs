namespace Sweep.Client.Output;

/// <summary>What <c>sweep serve --json</c> prints once it serves.</summary>
/// <param name="Address">Where the API is.</param>
/// <param name="Metrics">Where metrics are; null where they are not served.</param>
/// <param name="Store">The record's file.</param>
/// <param name="Workers">Trials trained at the same time.</param>
internal sealed record ServeJson(Uri Address, Uri? Metrics, string Store, int Workers);
