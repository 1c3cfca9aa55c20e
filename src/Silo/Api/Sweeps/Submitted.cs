using Sweep.Silo.Api.Documents;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>What came of a submission.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Created">Whether it is new; false for a submission that was repeated.</param>
public sealed record Submitted(SweepItem Sweep, bool Created);
