using Sweep.Client.Output;
using Sweep.Grains.Contracts;

namespace Sweep.Client.Tests;

public sealed class PaceTests
{
    [Fact]
    public void Pace_is_that_of_the_last_half_minute_and_tells_the_time_left()
    {
        var time = new ManualTime();
        var pace = new Pace(time);
        Assert.Null(pace.Left);
        for (var second = 0; second <= 100; second++)
        {
            // One trial a second for a minute, then three.
            pace.Note(Status(second <= 60 ? second : 60 + (3 * (second - 60)), 300));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, pace.PerSecond, 1e-9);
        Assert.Equal(TimeSpan.FromSeconds(120.0 / 3), pace.Left);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(61, "1m01s")]
    [InlineData(3_700, "1h01m")]
    public void Time_left_is_told_in_the_largest_units(int seconds, string expected)
    {
        var time = new ManualTime();
        var pace = new Pace(time);
        pace.Note(Status(0, seconds + 1));
        time.Advance(TimeSpan.FromSeconds(1));
        pace.Note(Status(1, seconds + 1));
        Assert.EndsWith($"{expected} left", ProgressText.Line(Status(1, seconds + 1), pace), StringComparison.Ordinal);
    }

    private static SweepStatus Status(long completed, long total) => new(SweepPhase.Running, total, completed, 0, 0, 0, 1, null);

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
