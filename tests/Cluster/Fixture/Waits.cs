using System.Diagnostics;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>Waits for what other processes do, which only looking again and again can tell; never for ever.</summary>
internal static class Waits
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var limit = patience ?? TimeSpan.FromMinutes(6);
        for (var clock = Stopwatch.StartNew(); !await condition();)
        {
            if (clock.Elapsed > limit)
                throw new TimeoutException($"waited {limit.TotalSeconds} s for {what}");
            await AWhileAsync();
        }
    }

    /// <summary>The time between two looks.</summary>
    public static Task AWhileAsync() => Task.Delay(Look);
}
