using System.Globalization;

namespace Sweep.Simulation.Tests.Faults;

/// <summary>A fault of a schedule.</summary>
/// <param name="Number">Its place among the faults of the schedule.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Slot">Which silo; of the directory's faults, which grain.</param>
/// <param name="Span">How long it lasts, or by how much a clock is set.</param>
/// <param name="After">How long it has an effect still: until a new silo starts, a zombie or a duplicate ends.</param>
/// <param name="Record">Whether a silo that is cut off reaches the record.</param>
internal sealed record PlannedFault(int Number, TimeSpan At, FaultKind Kind, int Slot, TimeSpan Span, TimeSpan After, bool Record)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"fault{Number}: {At.TotalSeconds:F3} s {Kind} of {Slot}, {Span.TotalSeconds:F3} s, then {After.TotalSeconds:F3} s{(Kind == FaultKind.Cut ? Record ? ", the record in reach" : ", the record out of reach" : "")}");
}
