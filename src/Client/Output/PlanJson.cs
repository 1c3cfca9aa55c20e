namespace Sweep.Client.Output;

/// <summary>What <c>sweep plan --json</c> prints.</summary>
/// <param name="Name">Name of the sweep.</param>
/// <param name="Hash">Hash of the normalised spec.</param>
/// <param name="Factors">Number of levels by factor; 0 for a range.</param>
/// <param name="Combinations">Number of combinations.</param>
/// <param name="Replicates">Replicates of each.</param>
/// <param name="Trials">Number of trials.</param>
/// <param name="Steps">Training steps of all trials, if none ends early.</param>
/// <param name="Flops">Floating-point operations of all trials' matrix products.</param>
/// <param name="LargestTrialBytes">Working memory of the largest trial.</param>
/// <param name="DataBytes">Memory of the data sets, shared by all trials.</param>
/// <param name="MeasuredFlopsPerSecond">What one worker reached just now on this machine with the native engine; null where no trial is trained by it.</param>
/// <param name="Workers">Trials at the same time.</param>
/// <param name="ExpectedSeconds">Wall time at that pace; null where there is none.</param>
/// <param name="Notes">Aliases of a fraction and other things to know.</param>
internal sealed record PlanJson(
    string Name,
    string Hash,
    IReadOnlyDictionary<string, int> Factors,
    long Combinations,
    int Replicates,
    long Trials,
    double Steps,
    double Flops,
    long LargestTrialBytes,
    long DataBytes,
    double? MeasuredFlopsPerSecond,
    int Workers,
    double? ExpectedSeconds,
    IReadOnlyList<string> Notes);
