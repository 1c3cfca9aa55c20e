using Orleans.Runtime;

namespace Sweep.GrainHost;

/// <summary>A failure that has no caller to go to.</summary>
/// <param name="Grain">The grain in which it happened.</param>
/// <param name="Place">What failed, for people.</param>
/// <param name="Exception">How.</param>
public sealed record GrainHostError(GrainId Grain, string Place, Exception Exception);
