using System.Diagnostics;
using System.Globalization;

namespace Sweep.EndToEnd.Tests;

/// <summary>Finds the worker processes of a command, as Linux tells of them.</summary>
internal static class WorkerOf
{
    /// <summary>Waits until the command has a worker that trains.</summary>
    public static async Task<int> FindAsync(SweepProcess process)
    {
        var worker = 0;
        await Until(() =>
        {
            var children = Path.Combine("/proc", process.Id.ToString(CultureInfo.InvariantCulture), "task");
            worker = Directory.Exists(children)
                ? Directory.EnumerateDirectories(children)
                    .SelectMany(task => Try(() => File.ReadAllText(Path.Combine(task, "children"))).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
                    .FirstOrDefault(id => Works(id))
                : 0;
            return worker != 0;
        });
        return worker;
    }

    // Its thread that trains has a name, and has used some time.
    private static bool Works(int process)
        => Directory.Exists($"/proc/{process}/task") && Directory.EnumerateDirectories($"/proc/{process}/task").Any(task =>
            Try(() => File.ReadAllText(Path.Combine(task, "comm"))).StartsWith("trainer", StringComparison.Ordinal)
            && Try(() => File.ReadAllText(Path.Combine(task, "stat"))).Split(' ') is { Length: > 13 } fields
            && long.Parse(fields[13], CultureInfo.InvariantCulture) > 20);

    /// <summary>Whether there is still a process with this id.</summary>
    public static bool IsAlive(int process) => Try(() => File.ReadAllText($"/proc/{process}/stat")) is { Length: > 0 } stat && !stat.Contains(") Z ", StringComparison.Ordinal);

    /// <summary>Waits for what is about to happen in other processes.</summary>
    public static async Task Until(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(5), "waited five minutes");
            await timer.WaitForNextTickAsync();
        }
    }

    private static string Try(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
