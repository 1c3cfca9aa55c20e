using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Reporting.Plots;
using Sweep.Reporting.Plots.Scales;

namespace Sweep.Reporting.Tests.Plots;

public sealed class ScaleTests
{
    private static readonly Gen<double> Any = Gen.OneOf(
        Gen.Choose(-1_000_000, 1_000_000).Select(i => i / 1_000.0),
        Gen.Choose(-300, 300).SelectMany(e => Gen.Choose(-99, 99).Select(m => m * Math.Pow(10, e))),
        Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 0.0, -0.0));

    private static readonly Gen<double[]> Values = Any.ArrayOf();

    [Theory]
    [InlineData(AxisScale.Linear)]
    [InlineData(AxisScale.Log)]
    [InlineData(AxisScale.Duration)]
    public void Every_number_that_a_scale_takes_lies_on_the_axis_in_its_order(AxisScale kind)
        => All((values, about) =>
        {
            var scale = Scale.Of(new("", kind), values);
            var taken = values.Where(scale.Takes).Order().ToList();
            var shares = taken.ConvertAll(scale.Fraction);
            Assert.All(shares, s => Assert.InRange(s, -1e-9, 1 + 1e-9));
            Assert.Equal(shares.Order(), shares);
        });

    [Theory]
    [InlineData(AxisScale.Linear)]
    [InlineData(AxisScale.Log)]
    [InlineData(AxisScale.Duration)]
    public void Ticks_ascend_within_the_axis_and_are_few_and_differently_labelled(AxisScale kind)
        => All((values, about) =>
        {
            var ticks = Scale.Of(new("", kind), values).Ticks(about);
            Assert.All(ticks, t => Assert.InRange(t.At, 0, 1));
            Assert.Equal(ticks.Select(t => t.At).Order(), ticks.Select(t => t.At));
            var labels = ticks.Where(t => t.Label is not null).Select(t => t.Label!).ToList();
            Assert.InRange(labels.Count, 0, Math.Max(9, (2 * about) + 2));
            Assert.Equal(labels.Distinct(), labels);
        });

    [Fact]
    public void Linear_labels_read_back_to_their_place()
        => All((values, about) =>
        {
            var scale = Scale.Of(new(""), values.Where(v => Math.Abs(v) is < 1e9 and (0 or > 1e-6)));
            var (min, max) = scale.Domain;
            Assert.All(scale.Ticks(about), t =>
                Assert.Equal(t.At, (double.Parse(t.Label!, CultureInfo.InvariantCulture) - min) / (max - min), 6));
        });

    [Fact]
    public void Steps_are_one_two_or_five_times_a_power_of_ten_and_not_too_small()
        => Check.One(
            Config.QuickThrowOnFailure.WithReplay(20260101, 1),
            Prop.ForAll(Gen.Choose(-280, 280).SelectMany(e => Gen.Choose(100, 999).Select(m => m / 100.0 * Math.Pow(10, e))).ToArbitrary(), atLeast =>
            {
                var step = NiceNumbers.Step(atLeast);
                Assert.True(step >= atLeast * (1 - 1e-8) && step <= atLeast * 2.6);
                Assert.Contains(step.ToString("0e0", CultureInfo.InvariantCulture)[..1], (string[])["1", "2", "5"]);
            }));

    [Fact]
    public void A_log_axis_is_labelled_by_decades_with_raised_exponents_and_has_minor_ticks()
    {
        var ticks = Scale.Of(new("", AxisScale.Log), [1e-6, 1]).Ticks(9);
        Assert.Equal(["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"], ticks.Where(t => t.Label is not null).Select(t => t.Label!));
        Assert.True(ticks.Count(t => t.Label is null) >= 48);
    }

    [Theory]
    [InlineData(0.1, "0.02 s")]
    [InlineData(90, "15 s")]
    [InlineData(180, "1:30 min")]
    [InlineData(3_000, "40 min")]
    [InlineData(9_000, "1:30 h")]
    [InlineData(20_000, "2 h")]
    [InlineData(900_000, "2 d")]
    public void Time_is_labelled_in_the_unit_of_its_step(double until, string label)
    {
        var ticks = Scale.Of(new("", AxisScale.Duration), [0, until], pad: 0).Ticks(6);
        Assert.Contains(label, ticks.Select(t => t.Label));
        Assert.Equal(0, ticks[0].At);
    }

    [Theory]
    [InlineData(0.9, 0.05, 1.0, "0.90")]
    [InlineData(-0.0000001, 0.1, 1.0, "0.0")]
    [InlineData(200_000, 100_000, 300_000, "2e5")]
    [InlineData(0.0002, 0.0001, 0.0005, "2e-4")]
    [InlineData(30, 10, 50, "30")]
    public void Labels_have_the_decimals_of_their_step(double value, double step, double largest, string label)
        => Assert.Equal(label, NiceNumbers.Label(value, step, largest));

    [Fact]
    public void Colours_run_from_the_dark_to_the_bright_end_and_are_symmetric_about_the_centre()
    {
        Assert.Equal("#440154", ColorMap.At(0, false));
        Assert.Equal("#fde725", ColorMap.At(1, false));
        Assert.Equal("#f7f7f7", ColorMap.At(0.5, true));
        Assert.Equal("#7f3b08", ColorMap.At(-3, true));
        Assert.True(ColorMap.IsDark(0, false));
        Assert.False(ColorMap.IsDark(1, false));
    }

    private static void All(Action<double[], int> holds)
        => Check.One(Config.QuickThrowOnFailure.WithReplay(20260101, 1).WithMaxTest(400), Prop.ForAll(Values.ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), holds));
}
