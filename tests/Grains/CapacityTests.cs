using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;

namespace Sweep.Grains.Tests;

/// <summary>What silos know of each other's training slots, and what they make of it.</summary>
public sealed class CapacityTests
{
    [Fact]
    public void Trials_go_where_each_worker_has_least_to_do()
    {
        var table = new CapacityTable();
        table.Update([Silo("a", workers: 1, load: 1), Silo("b", workers: 4, load: 1), Silo("c", workers: 1, load: 0)]);
        string[] all = ["a", "b", "c"];
        // Loads per worker: a 1, b 1/4, c 0; each choice adds one.
        Assert.Equal(["c", "b", "b", "b", "a", "b", "c"], Enumerable.Range(0, 7).Select(_ => table.Choose(all)));
    }

    [Fact]
    public void Silo_that_takes_no_more_is_chosen_only_where_it_is_alone()
    {
        var table = new CapacityTable();
        table.Update([Silo("leaving", workers: 0, load: 0), Silo("busy", workers: 1, load: 50)]);
        Assert.Equal("busy", table.Choose(["leaving", "busy"]));
        Assert.Equal("leaving", table.Choose(["leaving"]));
    }

    [Fact]
    public void Silo_that_is_known_goes_before_one_that_never_reported()
    {
        var table = new CapacityTable();
        table.Update([Silo("known", workers: 1, load: 9)]);
        Assert.Equal("known", table.Choose(["anew", "known"]));
    }

    [Fact]
    public void New_reports_hold_what_was_given_out_before_them()
    {
        var table = new CapacityTable();
        table.Update([Silo("a", 1, 0), Silo("b", 1, 0)]);
        Assert.Equal("a", table.Choose(["a", "b"]));
        table.Update([Silo("a", 1, 0), Silo("b", 1, 1)]);
        Assert.Equal("a", table.Choose(["a", "b"]));
    }

    [Fact]
    public async Task Each_report_is_answered_with_all_silos_until_one_is_silent_for_too_long()
    {
        var sweep = new TestSweep();
        await using var silo = await TestSilo.StartAsync(new MemorySweepStore(), new FakeTrainer(sweep));
        var grain = silo.Grains.GetGrain<ICapacityGrain>(ICapacityGrain.Key);
        var (a, b) = (Silo("a", 1, 0), Silo("b", 2, 3));
        Assert.Equal([b], await Waits.Within(grain.ReportAsync(b), "an answer"));
        Assert.Equal([a, b], await Waits.Within(grain.ReportAsync(a), "an answer"));
        silo.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([a, b], await Waits.Within(grain.ReportAsync(a), "an answer"));
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([a], await Waits.Within(grain.ReportAsync(a), "an answer"));
    }

    [Fact]
    public async Task Window_is_that_of_all_silos()
    {
        var sweep = new TestSweep();
        await using var silo = await TestSilo.StartAsync(new MemorySweepStore(), new FakeTrainer(sweep), workers: 2);
        var table = new CapacityTable();
        var pool = new ClusterPool(silo.Pool, table);
        Assert.Equal(silo.Pool.Window, pool.Window);
        await new CapacityReport("here", new("here"), silo.Pool, table).SendAsync(silo.Grains, admits: true);
        Assert.Equal(silo.Pool.Window, pool.Window);
        table.Update([.. table.Silos, Silo("there", 4, 0)]);
        Assert.Equal(silo.Pool.Window + 12, pool.Window);
    }

    private static SiloCapacity Silo(string name, int workers, int load) => new(name, name, workers, workers * 3, load);
}
