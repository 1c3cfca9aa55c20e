using Sweep.Core.Verdicts;

namespace Sweep.Bench.Calibration;

/// <summary>Configurations with one known cause, and the verdicts that follow from it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cause">Why its networks are what they are, in words.</param>
/// <param name="Yes">Verdicts that the cause brings.</param>
/// <param name="Open">Verdicts that the cause may or may not bring, and which therefore are not counted. All others are expected to be absent.</param>
/// <param name="Confirmed">Whether a quantity that no rule looks at confirms the cause in one case; cases that it does not confirm are not counted.</param>
/// <param name="Spec">The configurations, as a spec.</param>
internal sealed record Family(string Name, string Cause, Verdict[] Yes, Verdict[] Open, Func<Facts, bool> Confirmed, string Spec);
