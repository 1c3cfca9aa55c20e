using System.Globalization;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>How busy the machine is.</summary>
internal static class Machine
{
    /// <summary>Threads of the whole machine that run or wait for a core, for each core, on average until a task ends.</summary>
    public static async Task<double> ThreadsPerCoreUntilAsync(Task task)
    {
        var (sum, looks) = (0.0, 0);
        do
        {
            // "1-minute 5-minute 15-minute running/all last"
            var running = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[3].Split('/')[0];
            sum += double.Parse(running, CultureInfo.InvariantCulture);
            looks++;
            await Waits.AWhileAsync();
        }
        while (!task.IsCompleted);
        await task;
        return sum / looks / Environment.ProcessorCount;
    }
}
