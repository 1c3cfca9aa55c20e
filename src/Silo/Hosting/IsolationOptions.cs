using Sweep.Workers.Hosting;

namespace Sweep.Silo.Hosting;

/// <summary>How trials are kept apart from the process that hosts them.</summary>
/// <param name="Isolate">Whether the native engine trains in worker processes too. Others always do.</param>
/// <param name="Worker">How a worker is started; null for this program again.</param>
public sealed record IsolationOptions(bool Isolate = false, WorkerCommand? Worker = null);
