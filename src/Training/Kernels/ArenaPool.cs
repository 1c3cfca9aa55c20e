using System.Collections.Concurrent;

namespace Sweep.Training.Kernels;

/// <summary>
/// Keeps arenas of trainings that are over for the next ones: fresh memory costs page faults, which a short training
/// feels. Safe to use from many threads.
/// </summary>
internal sealed class ArenaPool
{
    /// <summary>Larger arenas are not kept; what they hold takes so long to fill that page faults do not count.</summary>
    private const nuint LargestKept = 32 << 20;

    private readonly ConcurrentBag<Arena> _idle = [];

    /// <summary>An arena of at least this many bytes, all zero.</summary>
    public Arena Rent(nuint bytes)
    {
        if (!_idle.TryTake(out var arena))
            return new Arena(bytes);
        if (arena.Capacity >= bytes)
            return arena;
        arena.Dispose();
        return new Arena(bytes);
    }

    /// <summary>Takes an arena back; nothing may point into it any more.</summary>
    public void Return(Arena arena)
    {
        if (arena.Capacity > LargestKept || _idle.Count > 2 * Environment.ProcessorCount)
        {
            arena.Dispose();
            return;
        }

        arena.Reset();
        _idle.Add(arena);
    }
}
