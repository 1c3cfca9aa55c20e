using System.Buffers.Binary;
using Sweep.Workers.Hosting;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Tests;

/// <summary>What counts as hung, second by second.</summary>
public sealed class WatchTests
{
    private readonly WorkerWatch _watch = new(new() { Command = new("", []), Silence = 60, Standstill = 300 });
    private double _used;

    [Fact]
    public void Silence_counts_from_the_last_bytes()
    {
        for (var second = 0; second < 60; second++)
            Assert.Null(_watch.Tick());
        _watch.Heard();
        for (var second = 0; second < 60; second++)
            Assert.Null(_watch.Tick());
        Assert.Equal(ExitCause.Hung, _watch.Tick()!.Cause);
    }

    [Fact]
    public void Epoch_may_last_for_a_day_while_it_uses_a_hundredth_of_a_processor()
    {
        _watch.Asked();
        for (var second = 0; second < 86_400; second++)
            Assert.Null(Second(used: 0.01));
    }

    [Fact]
    public void Training_that_waits_for_what_never_comes_is_hung_though_it_tells_that_it_lives()
    {
        _watch.Asked();
        for (var second = 0; second < 300; second++)
            Assert.Null(Second(used: 0.0001));
        Assert.Contains("used no processor time for 300 s", Second(used: 0.0001)!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Worker_without_a_trial_may_rest_for_ever()
    {
        for (var second = 0; second < 10_000; second++)
            Assert.Null(Second(used: 0));
        _watch.Asked();
        for (var second = 0; second < 300; second++)
            Assert.Null(Second(used: 0));
        _watch.Answered();
        Assert.Null(Second(used: 0));
    }

    private WorkerExit? Second(double used)
    {
        _used += used;
        var ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(ticks, (long)(_used * TimeSpan.TicksPerSecond));
        _watch.Heard();
        _watch.Beat(new(MessageKind.Beat, ticks));
        return _watch.Tick();
    }
}
