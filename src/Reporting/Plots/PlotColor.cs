namespace Sweep.Reporting.Plots;

/// <summary>
/// Colours for categories, told apart by readers with any colour vision: the palette of Okabe and Ito (2008), with grey and
/// with wine from Tol's muted scheme. Each is a class <c>f-cN</c> (fill) or <c>s-cN</c> (stroke) and a CSS property <c>--plot-cN</c>.
/// </summary>
public enum PlotColor
{
    /// <summary>#0072B2.</summary>
    Blue,

    /// <summary>#E69F00.</summary>
    Orange,

    /// <summary>#009E73.</summary>
    Green,

    /// <summary>#D55E00.</summary>
    Vermilion,

    /// <summary>#CC79A7.</summary>
    Purple,

    /// <summary>#56B4E9.</summary>
    Sky,

    /// <summary>#882255.</summary>
    Wine,

    /// <summary>#F0E442.</summary>
    Yellow,

    /// <summary>#8A8F98.</summary>
    Grey,
}
