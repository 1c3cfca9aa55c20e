using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Reporting.Comparing;

/// <summary>A sweep to be compared, with the record that it stands in.</summary>
/// <param name="Store">The record.</param>
/// <param name="Sweep">The sweep.</param>
/// <param name="Plan">Its plan.</param>
public sealed record ComparedSweep(ISweepStore Store, SweepRecord Sweep, SweepPlan Plan);
