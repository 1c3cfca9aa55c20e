using Sweep.Silo.Hosting;

namespace Sweep.Client.Running;

/// <summary>What the user asked of a run.</summary>
/// <param name="Host">How to host it.</param>
/// <param name="Out">Folder to export to in the end; null for none.</param>
/// <param name="Force">Whether that folder may hold other files.</param>
/// <param name="Json">Whether to end with one JSON object instead of tables.</param>
/// <param name="Quiet">Whether to keep progress to oneself.</param>
internal sealed record RunRequest(SweepHostOptions Host, string? Out, bool Force, bool Json, bool Quiet);
