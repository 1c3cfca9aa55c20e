using Orleans.Runtime;
using Sweep.GrainHost.Simulation;
using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Embedded;

/// <summary>What a simulated cluster does to silos, messages and clocks, and that all of it stays on one thread.</summary>
public sealed class SimulatedClusterTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly Probe _probe = new();
    private readonly List<string> _trace = [];
    private readonly Network _network = new();
    private readonly SimulatedCluster _cluster;

    public SimulatedClusterTests()
        => _cluster = new(new() { Catalog = new([], [typeof(WorkerGrain), typeof(TimerGrain)]), Chance = new Chance(), Network = _network, Trace = _trace.Add });

    [Fact]
    public void A_grain_lives_twice_once_its_silo_is_cut_off_and_given_up()
    {
        var b = Start("b");
        Assert.Equal(1, Answer(Worker(b).Increment()));
        var a = Start("a");
        Assert.Equal(2, Answer(Worker(a).Increment()));
        b.Cut();
        Pass(TimeSpan.FromSeconds(25));
        Assert.True(b.IsBelievedDead);
        Assert.Equal(1, Answer(Worker(a).Increment()));
        Assert.Equal(3, Answer(Worker(b).Increment()));
        b.Heal(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        Assert.Equal(4, Answer(Worker(b).Increment()));
        Pass(TimeSpan.FromSeconds(6));
        Assert.True(b.IsDead);
    }

    [Fact]
    public void A_silo_that_was_cut_off_shortly_is_one_of_the_others_again()
    {
        var b = Start("b");
        Answer(Worker(b).Increment());
        var a = Start("a");
        b.Cut();
        Pass(TimeSpan.FromSeconds(1));
        b.Heal(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        Assert.Equal(2, Answer(Worker(a).Increment()));
        Pass(TimeSpan.FromSeconds(60));
        Assert.False(b.IsDead);
    }

    [Fact]
    public void A_caller_of_a_killed_silo_is_told_when_the_silo_is_given_up()
    {
        var b = Start("b");
        Answer(Worker(b).Key());
        var a = Start("a");
        var call = Worker(a).Wait("for ever");
        Pass(TimeSpan.FromSeconds(1));
        b.Kill();
        Pass(TimeSpan.FromSeconds(21));
        Assert.IsType<SiloUnavailableException>(call.Exception!.InnerException);
        Assert.Equal(1, Answer(Worker(a).Increment()));
    }

    [Fact]
    public void A_silo_stops_in_good_order_without_leaving_the_thread()
    {
        var b = Start("b");
        Answer(Worker(b).Increment());
        var a = Start("a");
        var running = Worker(a).Delay(TimeSpan.FromSeconds(2));
        Pass(TimeSpan.FromSeconds(1));
        var stopped = b.StopAsync();
        Assert.True(_cluster.RunUntil(() => stopped.IsCompleted, Long), _cluster.Escape);
        Assert.True(running.IsCompletedSuccessfully);
        Assert.True(b.IsDead);
        Assert.Contains("w off 1 ShuttingDown", _probe.Log);
        Assert.Equal(1, Answer(Worker(a).Increment()));
        Assert.Null(_cluster.Escape);
    }

    [Fact]
    public void A_doubled_request_runs_again_though_its_caller_has_the_answer()
    {
        var b = Start("b");
        Answer(Worker(b).Key());
        var a = Start("a");
        _network.Fate = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9));
        Assert.Equal(1, Answer(Worker(a).Increment()));
        _network.Fate = new(TimeSpan.FromSeconds(1));
        Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(3, Answer(Worker(a).Increment()));
    }

    [Fact]
    public void A_lost_request_times_out()
    {
        var b = Start("b");
        Answer(Worker(b).Key());
        var a = Start("a");
        _network.Fate = new(null);
        var call = Worker(a).Increment();
        Pass(TimeSpan.FromSeconds(31));
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    [Fact]
    public void A_silo_that_stands_still_does_later_what_came_meanwhile()
    {
        var a = Start("a");
        Answer(Worker(a).Key());
        a.Freeze(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1));
        var call = Worker(a).Increment();
        Pass(TimeSpan.FromSeconds(1));
        Assert.False(call.IsCompleted);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Answer(call));
    }

    [Fact]
    public void A_wall_clock_is_set_back_while_timestamps_grow()
    {
        var a = Start("a");
        var (before, mark) = (a.Clock.GetUtcNow(), a.Clock.GetTimestamp());
        Pass(TimeSpan.FromSeconds(1));
        a.StepClock(TimeSpan.FromSeconds(-10));
        Assert.Equal(before - TimeSpan.FromSeconds(9), a.Clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(1), a.Clock.GetElapsedTime(mark));
    }

    [Fact]
    public void A_grain_whose_place_is_forgotten_lives_on_until_its_duplicate_is_ended()
    {
        var b = Start("b");
        Answer(Worker(b).Increment());
        var a = Start("a");
        for (var tries = 0; Answer(Worker(a).Increment()) != 1; tries++)
        {
            Assert.True(tries < 100, "chance never placed the grain anew");
            _cluster.LosePlace(GrainId.Create("worker", "w"), TimeSpan.FromSeconds(30));
        }

        Assert.DoesNotContain("w off 1 DirectoryFailure", _probe.Log);
        Pass(TimeSpan.FromSeconds(31));
        Assert.Contains("w off 1 DirectoryFailure", _probe.Log);
    }

    [Fact]
    public void What_runs_on_another_thread_is_seen()
    {
        var a = Start("a");
        var thread = new Thread(() => _ = Worker(a).Key());
        thread.Start();
        thread.Join();
        Assert.Contains(nameof(What_runs_on_another_thread_is_seen), _cluster.Escape, StringComparison.Ordinal);
        Assert.False(_cluster.RunUntil(() => false, Long));
    }

    [Fact]
    public void Each_event_is_a_line_with_its_time()
    {
        var a = Start("a");
        Pass(TimeSpan.FromSeconds(1.5));
        a.Kill();
        Assert.Equal(["    0.000000  a starts", "    1.500000  a FAULT is killed"], _trace);
        Assert.Equal(2, _cluster.Trace.Events);
    }

    private static IWorkerGrain Worker(SimulatedSilo silo) => silo.Grains.GetGrain<IWorkerGrain>("w");

    private SimulatedSilo Start(string name) => _cluster.StartSilo(name, _ => new Services(_probe));

    private void Pass(TimeSpan span)
    {
        var end = _cluster.Now + span;
        _cluster.After(span, () => { });
        Assert.True(_cluster.RunUntil(() => _cluster.Now >= end, Long), _cluster.Escape);
    }

    private T Answer<T>(Task<T> call)
    {
        Assert.True(_cluster.RunUntil(() => call.IsCompleted, Long), _cluster.Escape);
        return call.GetAwaiter().GetResult();
    }

    private sealed class Services(Probe probe) : IServiceProvider
    {
        private readonly object _thing = new ScopedThing();

        public object? GetService(Type serviceType)
            => serviceType == typeof(Probe) ? probe : serviceType == typeof(ScopedThing) ? _thing : null;
    }

    private sealed class Network : ISimulatedNetwork
    {
        public MessageFate Fate { get; set; } = new(TimeSpan.FromMilliseconds(1));

        public MessageFate Decide(SimulatedMessage message) => Fate;
    }

    // SplitMix64 (Steele, Lea and Flood 2014).
    private sealed class Chance : ISimulatedChance
    {
        private ulong _state = 1;

        public uint Below(uint bound)
        {
            unchecked
            {
                _state += 0x9E3779B97F4A7C15;
                var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                return (uint)((z >> 32) % bound);
            }
        }
    }
}
