using Sweep.Core.Results;
using Sweep.Storage;

namespace Sweep.Reporting;

/// <summary>All that the record holds about one trial.</summary>
/// <param name="Trial">Its row.</param>
/// <param name="Epochs">Its epochs, in order.</param>
public sealed record TrialTelemetry(TrialRow Trial, IReadOnlyList<EpochReport> Epochs);
