namespace Sweep.GrainHost.Calls;

/// <summary>The result of methods that have none.</summary>
public readonly record struct NoResult;
