using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Semantics;

/// <summary>Timeouts, deadlocks and cancellation.</summary>
public sealed class TimeClaims : IAsyncLifetime
{
    private static readonly TimeSpan PastTimeout = GrainFixture.CallTimeout + TimeSpan.FromSeconds(0.1);

    private GrainFixture _host = null!;

    public async ValueTask InitializeAsync() => _host = await Fixtures.CreateAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_times_out_and_the_method_still_runs_to_its_end()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var call = grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        await _host.AdvanceAsync(PastTimeout);
        await ThrowsTimeout(call);
        _host.Probe.Open("door");
        await _host.Probe.WhenReached("out door");
        Assert.Equal(1, await grain.Increment());
    }

    [Fact]
    public async Task A_method_may_have_a_timeout_of_its_own()
    {
        var call = _host.GetGrain<IWorkerGrain>("a").WaitShortly("door");
        await _host.Probe.WhenReached("in door");
        await _host.AdvanceAsync(0.6);
        await ThrowsTimeout(call);
        _host.Probe.Open("door");
    }

    [Fact]
    public async Task A_call_to_oneself_times_out_and_the_grain_goes_on()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var call = grain.CallSelf();
        await _host.GetGrain<IWorkerGrain>("b").Key();
        await _host.AdvanceAsync(PastTimeout);
        await ThrowsTimeout(call);
        Assert.Equal("a", await Recovered(grain));
    }

    [Fact]
    public async Task A_circle_of_calls_times_out_and_both_grains_go_on()
    {
        var a = _host.GetGrain<IWorkerGrain>("a");
        var b = _host.GetGrain<IWorkerGrain>("b");
        var call = a.CallBack(b);
        await _host.GetGrain<IWorkerGrain>("c").Key();
        await _host.AdvanceAsync(PastTimeout);
        await ThrowsTimeout(call);
        Assert.Equal("a", await Recovered(a));
        Assert.Equal("b", await Recovered(b));
    }

    [Fact]
    public async Task A_circle_of_calls_over_a_reentrant_grain_succeeds()
        => Assert.Equal("r", await _host.GetGrain<IReentrantGrain>("r").AskOverOther(_host.GetGrain<IReentrantGrain>("s")));

    [Fact]
    public async Task A_queued_call_whose_caller_gave_up_never_starts()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var busy = grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        var queued = grain.Wait("second");
        await _host.AdvanceAsync(PastTimeout);
        await ThrowsTimeout(busy);
        await ThrowsTimeout(queued);
        _host.Probe.Open("door");
        _host.Probe.Open("second");
        await _host.Probe.WhenReached("out door");
        var parcel = grain.Tell("after");
        await parcel;
        await _host.Probe.WhenReached("told after");
        Assert.False(_host.Probe.HasReached("in second"));
    }

    [Fact]
    public async Task A_token_is_cancelled_on_a_turn_of_the_grain()
    {
        using var source = new CancellationTokenSource();
        var call = _host.GetGrain<IWorkerGrain>("a").WaitFor("door", source.Token);
        await _host.Probe.WhenReached("in door");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(TaskStatus.Canceled, call.Status);
        await _host.Probe.WhenReached("out door");
        Assert.Equal(["cancelled on the grain"], _host.Probe.Log.Where(line => line.StartsWith("cancelled", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_call_with_a_token_gives_its_result()
    {
        using var source = new CancellationTokenSource();
        var grain = _host.GetGrain<IWorkerGrain>("a");
        Assert.Equal(7, await grain.Seven(wait: false, source.Token));
        Assert.Equal(7, await grain.Seven(wait: true, source.Token));
        Assert.Equal(7, await grain.Seven(wait: true, CancellationToken.None));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_beforehand_throws_at_once_and_sends_no_call()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        Assert.ThrowsAny<OperationCanceledException>(() => { _ = grain.WaitFor("door", new CancellationToken(canceled: true)); });
        Assert.Equal(1, await grain.Increment());
        Assert.False(_host.Probe.HasReached("in door"));
    }

    [Fact]
    public async Task Cancelling_a_queued_call_in_the_same_process_drops_it()
    {
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var busy = grain.Wait("door");
        await _host.Probe.WhenReached("in door");
        using var source = new CancellationTokenSource();
        var queued = grain.WaitFor("second", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        _host.Probe.Open("second");
        _host.Probe.Open("door");
        await busy;
        await grain.Increment();
        Assert.False(_host.Probe.HasReached("in second") && !_host.Probe.HasReached("out second"));
    }

    [Fact]
    public async Task Cancelling_a_wait_inside_the_grain_ends_it()
    {
        using var source = new CancellationTokenSource();
        var grain = _host.GetGrain<IWorkerGrain>("a");
        var call = grain.WaitOnScheduler("door", source.Token);
        await _host.Probe.WhenReached("in door");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, await grain.Increment());
    }

    private static async Task ThrowsTimeout(Task call)
        => await Assert.ThrowsAsync<TimeoutException>(() => Probe.Within(call, "the call's timeout"));

    /// <summary>The grain's own call may have been sent a little later than its caller's, so time goes on until it is free.</summary>
    private async Task<string> Recovered(IWorkerGrain grain)
    {
        for (; ; )
        {
            var call = grain.Key();
            while (!call.IsCompleted)
            {
                await _host.AdvanceAsync(0.1);
                await Task.Yield();
            }

            if (call.Exception?.InnerException is not TimeoutException)
                return await call;
        }
    }
}
