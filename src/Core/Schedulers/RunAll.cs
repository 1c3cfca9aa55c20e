namespace Sweep.Core.Schedulers;

/// <summary>
/// First come, first served: every trial runs to its end, in the order of the trials' numbers, as slots come free.
/// Lost trials run again before new ones. The results have no say in what runs.
/// </summary>
public sealed class RunAll : IScheduler<RunAllState>
{
    /// <inheritdoc/>
    public RunAllState Begin(long trials, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        return new() { Trials = trials, Window = window };
    }

    /// <inheritdoc/>
    public SchedulerStep<RunAllState> On(RunAllState state, SchedulerEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Act(Take(state, happened));
    }

    private static RunAllState Take(RunAllState state, SchedulerEvent happened) => happened switch
    {
        SchedulerEvent.SlotsFree slots => state with { Free = Math.Max(0, slots.Count) },
        SchedulerEvent.TrialFinished finished when Knows(state, finished.Index) => state with
        {
            InFlight = state.InFlight.Remove(finished.Index),
            Lost = state.Lost.Remove(finished.Index),
            Finished = state.Finished.Add(finished.Index),
        },
        SchedulerEvent.TrialLost lost when state.InFlight.Contains(lost.Index) => state with
        {
            InFlight = state.InFlight.Remove(lost.Index),
            Lost = state.Lost.Add(lost.Index),
        },
        SchedulerEvent.Resumed resumed => state with
        {
            Cursor = 0,
            Free = 0,
            InFlight = [],
            Lost = [],
            Finished = resumed.Finished,
            Stopping = false,
            Ended = false,
        },
        SchedulerEvent.StopRequested => state with { Stopping = true },
        _ => state,
    };

    private static bool Knows(RunAllState state, long index) => index >= 0 && index < state.Trials;

    private static SchedulerStep<RunAllState> Act(RunAllState state)
    {
        var actions = new List<SchedulerAction>();
        var inFlight = state.InFlight.ToBuilder();
        var lost = state.Lost.ToBuilder();
        var (cursor, free) = (state.Finished.NextGap(state.Cursor), state.Free);
        while (!state.Stopping && free > 0 && inFlight.Count < state.Window)
        {
            long index;
            if (lost.Count > 0)
            {
                index = lost.Min;
                lost.Remove(index);
            }
            else if (cursor < state.Trials)
            {
                index = cursor;
                cursor = state.Finished.NextGap(cursor + 1);
            }
            else
            {
                break;
            }

            inFlight.Add(index);
            free--;
            actions.Add(new SchedulerAction.Start(index));
        }

        var left = lost.Count > 0 || cursor < state.Trials;
        var ends = inFlight.Count == 0 && !state.Ended && (state.Stopping || !left);
        if (ends)
            actions.Add(new SchedulerAction.End(left));
        var next = state with { Cursor = cursor, Free = free, InFlight = inFlight.ToImmutable(), Lost = lost.ToImmutable(), Ended = state.Ended || ends };
        return new(next, actions);
    }
}
