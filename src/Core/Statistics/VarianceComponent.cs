namespace Sweep.Core.Statistics;

/// <summary>A part of the objective's variation.</summary>
/// <param name="Name">The factor's name, two names joined by ×, or <c>replicate</c>, <c>higher interactions</c>, <c>residual</c>.</param>
/// <param name="SumOfSquares">Its sum of squares over trials.</param>
/// <param name="Degrees">Its degrees of freedom.</param>
/// <param name="EtaSquared">η²: its sum of squares over the total; chance is in it.</param>
/// <param name="OmegaSquared">
/// ω² = (SS − df·MS error)/(SS total + MS residual): what is left once chance is taken off (Hays 1963; Olejnik and Algina 2003);
/// below 0 where it explains less than chance would. The error is the part's own variation over replicates where
/// replicates are the basis, so that seeds which favour a level are not taken for its effect. NaN without an error.
/// </param>
/// <param name="Share">
/// Functional ANOVA (Hutter, Hoos and Leyton-Brown 2014): its share of the variance over combinations, replicates averaged;
/// NaN for what is not between combinations.
/// </param>
public sealed record VarianceComponent(string Name, double SumOfSquares, double Degrees, double EtaSquared, double OmegaSquared, double Share)
{
    /// <summary>A part of which nothing is known.</summary>
    public static VarianceComponent Unknown(string name) => new(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
