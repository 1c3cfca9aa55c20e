using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Semantics;

public sealed class CallClaims : IAsyncLifetime
{
    private GrainFixture _host = null!;

    public async ValueTask InitializeAsync() => _host = await Fixtures.CreateAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_grain_knows_its_key()
        => Assert.Equal("sweep/7", await _host.GetGrain<IWorkerGrain>("sweep/7").Key());

    [Fact]
    public async Task A_key_has_one_activation()
    {
        await _host.GetGrain<IWorkerGrain>("a").Increment();
        Assert.Equal(2, await _host.GetGrain<IWorkerGrain>("a").Increment());
        Assert.Equal(1, await _host.GetGrain<IWorkerGrain>("b").Increment());
    }

    [Fact]
    public async Task Calls_from_many_threads_run_one_at_a_time_and_to_their_end()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => grain.IncrementAfterAwaits(3))));
        Assert.Equal(Enumerable.Range(1, 200), results.Order());
    }

    [Fact]
    public async Task Value_tasks_and_results_come_back()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        await grain.Nothing();
        Assert.Equal(5, await grain.Add(2, 3));
        Assert.Equal(1000, (await grain.Many(1000)).Length);
    }

    [Fact]
    public async Task Records_arrive_as_they_were_sent()
    {
        var parcel = new Parcel("p", [1, double.NaN, 3]);
        var echo = await _host.GetGrain<IWorkerGrain>("a").Echo(parcel);
        Assert.Equal("p", echo.Name);
        Assert.Equal(parcel.Values.AsEnumerable(), echo.Inner!.Values);
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_with_the_stack_of_the_grain()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _host.GetGrain<IWorkerGrain>("a").Fail("broken"));
        Assert.Equal("broken", failure.Message);
        Assert.Contains("ThrowHere", failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_before_any_await_reaches_the_caller_and_the_grain_goes_on()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var call = grain.FailBeforeAnyAwait("early");
        Assert.Equal("early", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
        Assert.Equal(1, await grain.Increment());
    }

    [Fact]
    public async Task An_exception_of_our_own_keeps_its_members()
        => Assert.Equal(17, (await Assert.ThrowsAsync<OwnException>(() => _host.GetGrain<IWorkerGrain>("a").FailOwn(17))).Code);

    [Fact]
    public async Task A_cancelled_call_is_a_cancelled_task_for_its_caller()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        Task[] calls = [grain.CancelOwn(), grain.ThrowCancelled()];
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            Assert.Equal(TaskStatus.Canceled, call.Status);
        }
    }

    [Fact]
    public async Task A_one_way_call_completes_before_the_grain_is_free()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var busy = grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        await grain.Tell("x");
        _host.Probe.Open("door");
        await busy;
        await _host.Probe.WhenReached("told x");
    }

    [Fact]
    public async Task A_failing_one_way_call_harms_neither_caller_nor_grain()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        await grain.TellFailure("unheard");
        Assert.Equal(1, await grain.Increment());
    }

    [Fact]
    public async Task References_travel_in_calls_and_results()
    {
        var a = _host.GetGrain<IWorkerGrain>("a");
        Assert.Equal("b", await a.AskKeyOf(_host.GetGrain<IWorkerGrain>("b")));
        var me = await a.Me();
        Assert.Equal("a", await me.Key());
        Assert.Equal(a, me);
    }

    [Fact]
    public async Task Ambient_values_do_not_cross_a_call()
    {
        var ambient = new AsyncLocal<int> { Value = 3 };
        var grain = _host.GetGrain<IWorkerGrain>("a");
        await grain.SetAmbient(5);
        Assert.Equal(0, await grain.Ambient());
        Assert.Equal(3, ambient.Value);
    }

    [Theory]
    [InlineData("yield")]
    [InlineData("when-all")]
    [InlineData("run")]
    [InlineData("start-new")]
    [InlineData("call")]
    [InlineData("foreach")]
    public async Task After_an_await_the_code_is_back_on_the_grain(string kind)
        => Assert.True(await _host.GetGrain<IWorkerGrain>("a").StaysOnGrain(kind));

    [Fact]
    public async Task There_is_no_synchronization_context()
        => Assert.True(await _host.GetGrain<IWorkerGrain>("a").SynchronizationContextIsNull());

    [Fact]
    public async Task Constructors_are_given_services_of_the_activations_scope()
        => Assert.True(await _host.GetGrain<IWorkerGrain>("a").HasScopedThing());
}
