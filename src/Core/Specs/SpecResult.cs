namespace Sweep.Core.Specs;

/// <summary>What came of a spec: a plan, or all that is wrong with it.</summary>
/// <param name="Plan">The plan; null when there are problems.</param>
/// <param name="Problems">All that is wrong, in the order of their places.</param>
public sealed record SpecResult(SweepPlan? Plan, IReadOnlyList<Problem> Problems)
{
    /// <summary>The plan.</summary>
    /// <exception cref="InvalidInputException">There are problems.</exception>
    public SweepPlan PlanOrThrow() => Plan ?? throw new InvalidInputException(Problems);
}
