namespace Sweep.Silo.Api.Documents;

/// <summary>Trials of a sweep by what became of them.</summary>
/// <param name="Total">Trials of the design.</param>
/// <param name="Completed">Trained to the end.</param>
/// <param name="Diverged">Ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Given up after failures of ours.</param>
/// <param name="Stopped">Ended by a scheduler or a person.</param>
public sealed record TrialTally(long Total, long Completed, long Diverged, long Failed, long Stopped);
