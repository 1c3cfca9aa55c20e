using Sweep.Core.Statistics;

namespace Sweep.Reporting;

/// <summary>One of the leaders, with its levels.</summary>
/// <param name="Leader">Place and tally.</param>
/// <param name="Levels">Label of its level for each factor.</param>
public sealed record BestCombination(Leader Leader, IReadOnlyList<string> Levels)
{
    /// <summary>Validation loss of each epoch of its first replicate; empty where none were recorded.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [];
}
