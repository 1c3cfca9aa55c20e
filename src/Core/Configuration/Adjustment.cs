namespace Sweep.Core.Configuration;

/// <summary>How p-values are corrected for the number of comparisons.</summary>
public enum Adjustment
{
    /// <summary>Holm 1979: the chance of even one false claim in a family stays at the level.</summary>
    Holm,

    /// <summary>Benjamini and Hochberg 1995: of the claims in a family the expected share of false ones stays at the level.</summary>
    BenjaminiHochberg,

    /// <summary>Not at all.</summary>
    None,
}
