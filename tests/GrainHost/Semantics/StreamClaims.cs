using Orleans.Runtime;
using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Semantics;

public sealed class StreamClaims : IAsyncLifetime
{
    private GrainFixture _host = null!;
    private IStreamGrain _grain = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await Fixtures.CreateAsync();
        _grain = _host.GetGrain<IStreamGrain>("s");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task All_items_come_in_order()
    {
        var items = new List<int>();
        await foreach (var item in _grain.Count(1234, CancellationToken.None))
            items.Add(item);
        Assert.Equal(Enumerable.Range(0, 1234), items);
    }

    [Fact]
    public async Task Nothing_is_called_until_the_stream_is_enumerated()
    {
        var stream = _grain.Count(3, CancellationToken.None);
        await _grain.Produced();
        Assert.False(_host.Probe.HasReached("stream began"));
        await foreach (var _ in stream)
            break;
        Assert.True(_host.Probe.HasReached("stream began"));
    }

    [Fact]
    public async Task The_grain_runs_at_most_a_hundred_items_ahead()
    {
        await using var items = _grain.Count(10_000, CancellationToken.None).GetAsyncEnumerator();
        await items.MoveNextAsync();
        Assert.InRange(await _grain.Produced(), 1, 101);
    }

    [Fact]
    public async Task Items_before_a_fault_come_first()
    {
        var items = new List<int>();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var item in _grain.CountAndFail(150))
                items.Add(item);
        });
        Assert.Equal("End of the road.", failure.Message);
        Assert.Equal(Enumerable.Range(0, 150), items);
    }

    [Fact]
    public async Task Leaving_the_loop_runs_the_grains_finally()
    {
        await foreach (var _ in _grain.Count(10_000, CancellationToken.None))
            break;
        await _host.Probe.WhenReached("stream ended");
    }

    [Fact]
    public async Task The_grain_is_free_while_a_stream_waits()
    {
        await using var items = _grain.CountAtDoors("door", 1).GetAsyncEnumerator();
        var next = items.MoveNextAsync();
        await _host.Probe.WhenReached("before door 0");
        Assert.Equal(0, await _grain.Produced());
        _host.Probe.Open("door 0");
        Assert.True(await next);
        Assert.False(await items.MoveNextAsync());
    }

    [Fact]
    public async Task A_gap_longer_than_the_call_timeout_is_fine()
    {
        await using var items = _grain.CountAtDoors("door", 1).GetAsyncEnumerator();
        var next = items.MoveNextAsync();
        await _host.Probe.WhenReached("before door 0");
        for (var i = 0; i < 5; i++)
            await _host.AdvancePastPollAsync();

        _host.Probe.Open("door 0");
        Assert.True(await next);
    }

    [Fact]
    public async Task A_deactivation_aborts_the_enumeration()
    {
        await using var items = _grain.CountAtDoors("door", 2).GetAsyncEnumerator();
        _host.Probe.Open("door 0");
        Assert.True(await items.MoveNextAsync());
        await _grain.Leave();
        _host.Probe.Open("door 1");
        await _host.Probe.WhenReached("left door");
        await Assert.ThrowsAsync<EnumerationAbortedException>(async () => await items.MoveNextAsync());
    }

    [Fact]
    public async Task Cancelling_the_reader_ends_the_stream_on_the_grain()
    {
        using var source = new CancellationTokenSource();
        await using var items = _grain.CountAtDoors("door", 2).GetAsyncEnumerator(source.Token);
        _host.Probe.Open("door 0");
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync().AsTask();
        await _host.Probe.WhenReached("before door 1");
        await source.CancelAsync();
        _host.Probe.Open("door 1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await items.DisposeAsync();
        await _host.Probe.WhenReached("left door");
    }
}
