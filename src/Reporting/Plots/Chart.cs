using Sweep.Reporting.Plots.Drawing;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Plots;

/// <summary>
/// One chart as a value: what it shows, and nothing of how. The same value always gives the same SVG, to the byte.
/// Numbers that are not finite are never drawn as if they were; each chart says what it does with them.
/// </summary>
public abstract record Chart
{
    private protected Chart()
    {
    }

    /// <summary>The chart's name: unique in a page, letters, digits and hyphens (others become hyphens). Ids inside the SVG begin with it.</summary>
    public required string Id { get; init; }

    /// <summary>What the chart shows, as a heading would say it.</summary>
    public required string Title { get; init; }

    /// <summary>Width in pixels at scale 1; heights follow from the data. At least 240.</summary>
    public int Width { get; init; } = 720;

    /// <summary>What a reader must know, written below the chart. What the drawing left out or merged is written there too.</summary>
    public string? Note { get; init; }

    /// <summary>Why there is nothing, should there be nothing: <c>no trial has finished</c>.</summary>
    public string? WhyEmpty { get; init; }

    /// <summary>Whether there is nothing to draw.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>The chart in words, for those who do not see it: what is shown, and the extremes.</summary>
    public string Description => IsEmpty ? EmptyDrawing.Words(this) : Describe();

    /// <summary>The chart's whole data, before any thinning.</summary>
    public abstract ChartTable ToTable();

    /// <summary>The chart as SVG.</summary>
    public virtual string ToSvg(SvgOptions? options = null) => SvgDocument.Write(this, options ?? SvgOptions.File);

    internal abstract Picture Draw(SvgOptions options);

    private protected abstract string Describe();
}
