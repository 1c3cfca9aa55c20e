using Sweep.Simulation.Tests.Faults;

namespace Sweep.Simulation.Tests.Running;

/// <summary>Runs many schedules, each on one thread, some side by side; what they come to does not depend on how many are.</summary>
internal sealed class Batch(SimulationSetup setup, Action<string>? trace = null)
{
    private const ulong Prime = 1099511628211;

    private readonly Lock _gate = new();

    /// <summary>Schedules in which something did not hold.</summary>
    public int Failed { get; private set; }

    /// <summary>Lines of all traces.</summary>
    public long Events { get; private set; }

    /// <summary>Hash over all traces, in the order of their seeds.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Runs the schedules and tells of those that fail.</summary>
    /// <param name="from">The first seed.</param>
    /// <param name="count">Number of seeds.</param>
    /// <param name="threads">Schedules side by side.</param>
    /// <param name="failed">Told of each that fails, one at a time.</param>
    /// <param name="without">What is left out of the schedules.</param>
    public void Run(ulong from, ulong count, int threads, Action<RunOutcome> failed, params IReadOnlyList<string> without)
    {
        var hashes = new ulong[count];
        var next = -1L;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        foreach (var hash in hashes)
            Hash = (Hash ^ hash) * Prime;

        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < (long)count; i = Interlocked.Increment(ref next))
            {
                var schedule = without.Aggregate(Schedule.Of(from + (ulong)i), (schedule, part) => schedule.Without(part) ?? schedule);
                var outcome = SimulationRun.Of(schedule, setup, trace);
                hashes[i] = outcome.Hash;
                lock (_gate)
                {
                    Events += outcome.Events;
                    if (outcome.Holds)
                        continue;
                    Failed++;
                    failed(outcome);
                }
            }
        }
    }
}
