using Sweep.Core.Specs;

namespace Sweep.Grains.Telemetry;

/// <summary>The trial that telemetry speaks of.</summary>
/// <param name="Sweep">The sweep's id.</param>
/// <param name="Plan">The sweep's plan.</param>
/// <param name="Trial">The trial.</param>
public sealed record TrialContext(string Sweep, SweepPlan Plan, TrialDefinition Trial);
