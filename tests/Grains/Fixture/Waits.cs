namespace Sweep.Grains.Tests.Fixture;

/// <summary>A test never waits for ever, and what it waited for is said.</summary>
internal static class Waits
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task Within(Task task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(Patience)) != task)
            throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}.");
        await task;
    }

    public static async Task<T> Within<T>(Task<T> task, string what)
    {
        await Within((Task)task, what);
        return await task;
    }

    /// <summary>Waits for what other threads are about to do without time passing.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        for (var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds; !await Within(condition(), what);)
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Yield();
        }
    }

    public static Task Until(Func<bool> condition, string what) => Until(() => Task.FromResult(condition()), what);
}
