using Orleans;

namespace Sweep.GrainHost.Tests.Fixture;

/// <summary>A running host of the test grains. The claims know no more of a host than this.</summary>
public abstract class GrainFixture : IAsyncDisposable
{
    /// <summary>How long callers wait for an answer: long enough for one that comes, where time is real and the machine busy.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(4);

    public Probe Probe { get; } = new();

    public abstract IGrainFactory Grains { get; }

    public T GetGrain<T>(string key)
        where T : IGrainWithStringKey => Grains.GetGrain<T>(key);

    /// <summary>Lets time pass: at once where time is the test's own, really where it is not.</summary>
    public abstract Task AdvanceAsync(TimeSpan span);

    public Task AdvanceAsync(double seconds) => AdvanceAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets half a call's timeout pass, and then one reader of a stream that waits ask again.</summary>
    public abstract Task AdvancePastPollAsync();

    public abstract Task StopAsync();

    public abstract ValueTask DisposeAsync();
}
