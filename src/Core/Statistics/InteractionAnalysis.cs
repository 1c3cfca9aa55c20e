namespace Sweep.Core.Statistics;

/// <summary>Whether what one factor's level does depends on another factor's level.</summary>
/// <param name="First">Number of one factor in the table.</param>
/// <param name="Second">Number of the other, higher.</param>
/// <param name="FirstName">The one's name.</param>
/// <param name="SecondName">The other's name.</param>
/// <param name="Test">Whether there is any interaction; corrected over all pairs of factors.</param>
/// <param name="Share">What the two explain together beyond each alone.</param>
/// <param name="Cells">[level of the first][level of the second].</param>
public sealed record InteractionAnalysis(
    int First, int Second, string FirstName, string SecondName, OmnibusTest Test, VarianceComponent Share,
    IReadOnlyList<IReadOnlyList<InteractionCell>> Cells);
