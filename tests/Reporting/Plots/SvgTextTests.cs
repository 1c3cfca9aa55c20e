using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Reporting.Plots;
using Sweep.Reporting.Plots.Svg;

namespace Sweep.Reporting.Tests.Plots;

public sealed class SvgTextTests
{
    private static readonly Gen<string> Nasty = Gen.Elements('<', '>', '&', '"', '\'', ']', '\0', '\u001f', '\u0085', '\ufffe', '\uffff', '\ud83d', '\ude00', 'W', 'i', ' ', '\n', '\u0301', '日', 'ü')
        .ArrayOf()
        .Select(characters => new string(characters));

    [Fact]
    public void Any_text_is_read_back_from_elements_and_attributes_save_what_xml_cannot_hold()
        => All(text =>
        {
            var svg = new SvgBuilder();
            svg.Add($"<g a=\"{text}\">{text}</g>");
            var element = XElement.Parse(svg.ToString(), LoadOptions.PreserveWhitespace);
            var expected = string.Concat(text.EnumerateRunes().Select(r => r.Value switch
            {
                '\n' => " ",
                < 0x20 or 0x85 or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => r.ToString(),
            }));
            Assert.Equal(expected, element.Value);
            Assert.Equal(expected, (string)element.Attribute("a")!);
        });

    [Fact]
    public void A_text_fits_its_width_or_is_cut_between_characters_with_an_ellipsis()
        => All(text =>
        {
            const double Room = 40;
            var shown = TextMeasure.Fit(text, Room, 12);
            Assert.True(TextMeasure.Width(shown, 12) <= Room + 1e-9);
            if (shown != text)
            {
                Assert.EndsWith("…", shown, StringComparison.Ordinal);
                Assert.StartsWith(shown[..^1], text, StringComparison.Ordinal);
            }
        });

    [Theory]
    [InlineData(1.25, "1.2")]
    [InlineData(-0.04, "0")]
    [InlineData(100, "100")]
    [InlineData(-3.16, "-3.2")]
    public void A_coordinate_has_one_decimal(double value, string written)
        => Assert.Equal(written, new SvgBuilder().Add($"{value}").ToString());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_coordinate_that_is_not_finite_is_refused(double value)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new SvgBuilder().Add($"{value}"));

    [Fact]
    public void Texts_read_well_on_paper_and_in_the_dark()
    {
        foreach (var (role, least) in ((string, double)[])[("ink", 12), ("muted", 5)])
        {
            var paper = Paint.Roles.Single(r => r.Name == "paper");
            var ink = Paint.Roles.Single(r => r.Name == role);
            Assert.True(Contrast(ink.Light, paper.Light) >= least);
            Assert.True(Contrast(ink.Dark, paper.Dark) >= least);
        }
    }

    [Fact]
    public void The_style_sheet_has_both_modes_print_and_every_colour()
    {
        Assert.Contains("prefers-color-scheme:dark", PlotTheme.StyleSheet, StringComparison.Ordinal);
        Assert.Contains("[data-theme=dark] .plot", PlotTheme.StyleSheet, StringComparison.Ordinal);
        Assert.Contains("@media print", PlotTheme.StyleSheet, StringComparison.Ordinal);
        Assert.All(Paint.Roles, r => Assert.Equal(5, PlotTheme.StyleSheet.Split($"--plot-{r.Name}:").Length - 1));
        Assert.True(PlotTheme.StyleSheet.Length < 6_500, $"{PlotTheme.StyleSheet.Length} bytes");
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string color)
    {
        double Channel(int at)
        {
            var c = Convert.ToInt32(color.Substring(at, 2), 16) / 255.0;
            return c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static void All(Action<string> holds)
        => Check.One(Config.QuickThrowOnFailure.WithReplay(20260101, 1).WithMaxTest(500), Prop.ForAll(Nasty.ToArbitrary(), holds));
}
