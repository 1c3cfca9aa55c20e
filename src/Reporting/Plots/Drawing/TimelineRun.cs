namespace Sweep.Reporting.Plots.Drawing;

/// <summary>One or more neighbouring bars of one outcome, drawn as one.</summary>
internal sealed record TimelineRun(TimelineBar First, double End, bool Ended, int Count, long LastTrial)
{
    /// <summary>
    /// The bars of a lane as runs: a bar joins the one before it where both have the same outcome, no visible gap lies between
    /// them, and one of them is narrower than a width.
    /// </summary>
    public static List<TimelineRun> Of(IEnumerable<TimelineBar> lane, double until, double secondsPerPixel, double narrow)
    {
        var runs = new List<TimelineRun>();
        foreach (var bar in lane.OrderBy(b => b.Start))
        {
            var ended = !double.IsNaN(bar.End);
            var end = ended ? bar.End : until;
            if (runs.Count > 0 && runs[^1] is var last && last.Ended && ended && last.First.Category == bar.Category
                && bar.Start - last.End < 0.6 * narrow * secondsPerPixel
                && Math.Min(end - bar.Start, last.End - last.First.Start) < narrow * secondsPerPixel)
                runs[^1] = last with { End = Math.Max(end, last.End), Count = last.Count + 1, LastTrial = bar.Trial };
            else
                runs.Add(new(bar, end, ended, 1, bar.Trial));
        }

        return runs;
    }
}
