namespace Sweep.Client.Running;

/// <summary>What the user asked of a sweep on a cluster.</summary>
/// <param name="Store">The cluster's database.</param>
/// <param name="ClusterId">The cluster's name.</param>
/// <param name="Out">Folder to export to in the end; null for none.</param>
/// <param name="Force">Whether that folder may hold other files.</param>
/// <param name="Json">Whether to end with one JSON object instead of tables.</param>
/// <param name="Quiet">Whether to keep progress to oneself.</param>
internal sealed record ClusterRequest(string Store, string ClusterId, string? Out, bool Force, bool Json, bool Quiet);
