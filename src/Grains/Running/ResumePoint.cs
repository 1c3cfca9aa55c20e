using System.Collections.Immutable;
using Sweep.Core.Results;

namespace Sweep.Grains.Running;

/// <summary>Where an attempt goes on that follows an interrupted one.</summary>
/// <param name="State">The training's saved state.</param>
/// <param name="Recorded">All epochs behind it, as the record holds them; at least one.</param>
public sealed record ResumePoint(ImmutableArray<byte> State, IReadOnlyList<EpochReport> Recorded)
{
    /// <summary>Epochs behind it.</summary>
    public int Epochs => Recorded.Count;
}
