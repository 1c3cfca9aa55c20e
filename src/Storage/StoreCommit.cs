namespace Sweep.Storage;

/// <summary>One transaction that reached the disk.</summary>
/// <param name="Operations">Writes that it held.</param>
/// <param name="Elapsed">Time from its begin to the end of its commit.</param>
public readonly record struct StoreCommit(int Operations, TimeSpan Elapsed);
