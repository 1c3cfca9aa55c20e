using System.Globalization;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>How busy the machine is, and with what.</summary>
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

    /// <summary>Whether a process runs. One that has ended may stay in the table for a while.</summary>
    public static bool Runs(int process)
    {
        try
        {
            // "id (name) state …"
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
