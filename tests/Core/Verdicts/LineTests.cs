using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Verdicts;
using Line = Sweep.Core.Verdicts.Line;

namespace Sweep.Core.Tests.Verdicts;

public sealed class LineTests
{
    private static readonly Line Above = new(10, 5, true);

    private static Reading[] Series(params double[] values) => [.. values.Select((v, i) => new Reading(i + 1, v))];

    [Fact]
    public void One_noisy_epoch_neither_begins_a_spell_nor_ends_it()
    {
        Assert.Null(Above.AtEnd(Series(1, 1, 99, 1, 1, 1), 3));
        Assert.Equal((1, 6), Held(Above.AtEnd(Series(20, 20, 20, 1, 20, 20), 3)));
    }

    [Fact]
    public void A_spell_begins_with_the_first_of_the_epochs_that_made_it()
        => Assert.Equal((3, 6), Held(Above.AtEnd(Series(1, 1, 10, 11, 12, 13), 3)));

    [Fact]
    public void Between_the_lines_a_spell_goes_on_and_none_begins()
    {
        Assert.Equal((1, 7), Held(Above.AtEnd(Series(10, 10, 10, 6, 6, 6, 6), 3)));
        Assert.Null(Above.AtEnd(Series(6, 6, 6, 6, 6, 6, 6), 3));
    }

    [Fact]
    public void Enough_epochs_back_over_the_second_line_end_it_and_it_is_still_remembered()
    {
        var series = Series(10, 12, 14, 4, 4, 4, 4);
        Assert.Null(Above.AtEnd(series, 3));
        Assert.Equal((1, 3), Held(Above.Ever(series, 3)));
        Assert.Equal(12, Above.Ever(series, 3)!.Median);
    }

    [Fact]
    public void Unmeasured_epochs_do_not_count_and_few_epochs_must_all_agree()
    {
        Assert.Equal((1, 5), Held(Above.AtEnd(Series(10, double.NaN, 10, double.NaN, 10), 3)));
        Assert.Equal((1, 2), Held(Above.AtEnd(Series(10, 10), 3)));
        Assert.Null(Above.AtEnd(Series(10, 9), 3));
        Assert.Null(Above.AtEnd(Series(double.NaN, double.NaN), 3));
        Assert.Null(Above.AtEnd([], 3));
    }

    [Fact]
    public void Lines_for_small_values_mirror_those_for_great_ones() => Check(series =>
    {
        var mirrored = series.Select(r => r with { Value = -r.Value });
        return Above.AtEnd(series, 3) is { } spell
            ? new Line(-10, -5, false).AtEnd(mirrored, 3) is { } other && Held(other) == Held(spell)
            : new Line(-10, -5, false).AtEnd(mirrored, 3) is null;
    });

    [Fact]
    public void Hysteresis_flips_no_more_often_than_a_single_line() => Check(series =>
        Flips(Above, series) <= Flips(new Line(10, 10, true), series));

    [Fact]
    public void Changing_any_one_epoch_of_a_steady_series_changes_nothing() => Check(series =>
    {
        foreach (var (steady, held) in new[] { (20.0, true), (1.0, false) })
        {
            for (var odd = 0; odd < series.Length; odd++)
            {
                var changed = series.Select((r, i) => r with { Value = i == odd ? r.Value : steady });

                // Fewer than four epochs cannot outvote one.
                if (series.Length >= 4 && odd > 0 && odd < series.Length - 1 && Above.AtEnd(changed, 2) is not null != held)
                    return false;
            }
        }

        return true;
    });

    private static (int, int)? Held(Spell? spell) => spell is null ? null : (spell.First, spell.Last);

    private static int Flips(Line line, Reading[] series)
    {
        var flips = 0;
        for (var n = 3; n <= series.Length; n++)
            flips += Holds(n) != Holds(n - 1) ? 1 : 0;
        return flips;

        bool Holds(int epochs) => line.AtEnd(series[..epochs], 2) is not null;
    }

    private static void Check(Func<Reading[], bool> holds)
        => FsCheck.Check.One(Config.QuickThrowOnFailure,
            Prop.ForAll(Gen.Choose(0, 15).Select(v => (double)v).ArrayOf().ToArbitrary(), values => holds(Series(values))));
}
