namespace Sweep.Core.Statistics;

/// <summary>
/// Whether the levels of a factor, or the deviations of a pair of factors, differ at all: F with the degrees of freedom
/// that it was judged by.
/// </summary>
/// <param name="F">Mean square of the effect over that of its own error; NaN where there is no error to hold it against.</param>
/// <param name="EffectDegrees">Degrees of freedom of the effect, before correction.</param>
/// <param name="ErrorDegrees">Degrees of freedom of its error, before correction.</param>
/// <param name="Epsilon">
/// Greenhouse and Geisser's factor (1959) on both degrees of freedom, for levels whose differences vary unequally; 1 where
/// the error is a residual.
/// </param>
/// <param name="P">Its p-value.</param>
/// <param name="AdjustedP">The same, corrected within its family.</param>
public sealed record OmnibusTest(double F, double EffectDegrees, double ErrorDegrees, double Epsilon, double P, double AdjustedP)
{
    /// <summary>No test.</summary>
    public static OmnibusTest Unknown { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
