using Sweep.Reporting.Plots;
using Sweep.Reporting.Report.Html;

namespace Sweep.Reporting.Report.Sections;

/// <summary>Puts plots into the page, numbered, each with a narrow drawing for phones unless it is too large to be there twice.</summary>
internal sealed class Figures(HtmlBuilder html)
{
    private const int Wide = 1_024;
    private const int Text = 704;
    private const int Narrow = 360;
    private const int LargestTwice = 90_000;

    private int _number;
    private int _letter = -1;

    /// <summary>Figures from here to <see cref="EndGroup"/> share a number and have letters.</summary>
    public void BeginGroup()
    {
        _number++;
        _letter = 0;
    }

    /// <summary>Ends what <see cref="BeginGroup"/> began.</summary>
    public void EndGroup() => _letter = -1;

    /// <summary>A figure with one plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="caption">What it shows and how to read it.</param>
    /// <param name="wide">Whether it takes more than the text's width.</param>
    /// <param name="focusable">Whether its marks can be walked by keyboard.</param>
    /// <param name="log">Numbers of the axes with a log scale, for the script.</param>
    public void Add(ReportPlot plot, Raw caption, bool wide = false, bool focusable = true, IEnumerable<int>? log = null)
        => Add([plot], caption, wide, focusable, log);

    /// <summary>A figure with several small plots side by side, or one large one.</summary>
    public void Add(IReadOnlyList<ReportPlot> plots, Raw caption, bool wide = false, bool focusable = true, IEnumerable<int>? log = null)
    {
        html.Add($"<figure{new Raw(wide ? " class=\"wide\"" : "")} id=\"figure-{plots[0].Name}\"{new Raw(log is null ? "" : $" data-log=\"{string.Join(' ', log)}\"")}>\n");
        if (plots.Count > 1)
            html.Add($"<div class=\"small\">");
        foreach (var plot in plots)
            Draw(plot, plots.Count > 1 ? Narrow : wide ? Wide : Text, focusable, titled: plots.Count > 1);
        if (plots.Count > 1)
            html.Add($"</div>");
        html.Add($"<figcaption><b>Figure {Number()}.</b> ").Add(caption).Add($"</figcaption></figure>\n");
    }

    private string Number()
        => _letter < 0 ? (++_number).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : $"{_number.ToString(System.Globalization.CultureInfo.InvariantCulture)}{(char)('a' + (_letter++ % 26))}";

    private void Draw(ReportPlot plot, int width, bool focusable, bool titled)
    {
        var options = SvgOptions.Inline with { Focusable = focusable };
        var svg = (plot.Chart with { Id = $"plot-{plot.Name}", Width = width }).ToSvg(options);
        html.Add($"<div class=\"frame\" data-plot=\"{plot.Name}\">");
        if (titled)
            html.Add($"<h4>{plot.Chart.Title}</h4>");
        if (width == Narrow || svg.Length > LargestTwice)
            html.Add(new Raw(width == Narrow ? svg : $"<div class=\"scroll\">{svg}</div>"));
        else
            html.Add($"<div class=\"broad\">").Add(new Raw(svg)).Add($"</div><div class=\"slim\">")
                .Add(new Raw((plot.Chart with { Id = $"plot-{plot.Name}-slim", Width = Narrow }).ToSvg(options))).Add($"</div>");
        html.Add($"</div>\n");
    }
}
