namespace Sweep.Core.Statistics.Fitting;

/// <summary>Where the analysis takes its means and their variation from.</summary>
internal interface IUnitSource
{
    /// <summary>What a unit is.</summary>
    AnalysisBasis Basis { get; }

    /// <summary>How the means are made.</summary>
    EstimationMethod Method { get; }

    /// <summary>How many units there are.</summary>
    int Units { get; }

    /// <summary>Degrees of freedom of their variation.</summary>
    double Degrees { get; }

    /// <summary>Degrees of freedom of t for a level's mean, or for its difference to another level, by place among met levels.</summary>
    double DegreesOf(int factor, int level, int? reference);

    /// <summary>Standard deviation of what the model leaves over trials; NaN where it is not known.</summary>
    double ResidualDeviation { get; }

    /// <summary>Mean of each met level of a factor.</summary>
    UnitMeans OfFactor(int factor);

    /// <summary>Mean of each two met levels of two factors, the second varying fastest; null where that cannot be told.</summary>
    UnitMeans? OfPair(int first, int second);

    /// <summary>Test of a factor or, with a second one, of their interaction.</summary>
    OmnibusTest Test(int first, int? second);

    /// <summary>The decomposition of variance.</summary>
    VarianceDecomposition Decompose(IReadOnlyList<string> names);
}
