using Spectre.Console;
using Spectre.Console.Rendering;
using Sweep.Grains.Contracts;

namespace Sweep.Client.Output;

/// <summary>Shows how a sweep goes, on stderr: drawn in place on a terminal, a line every few seconds elsewhere.</summary>
internal abstract class ProgressView
{
    /// <summary>Draws one state of affairs.</summary>
    public delegate void Draw(SweepStatus status, SweepTotals totals);

    /// <summary>The view that fits the terminal.</summary>
    /// <param name="terminal">Where to draw.</param>
    /// <param name="quiet">Whether to draw nothing.</param>
    /// <param name="metric">Name of the sweep's objective.</param>
    /// <param name="factors">Names of its factors.</param>
    /// <param name="time">Tells the pace.</param>
    public static ProgressView Make(Terminal terminal, bool quiet, string metric, IReadOnlyList<string> factors, TimeProvider time)
        => quiet ? new Silent()
            : terminal.IsLive ? new Live(terminal.Error, metric, factors, time)
            : new Lines(terminal, time);

    /// <summary>Shows progress while <paramref name="work"/> runs.</summary>
    public abstract Task<SweepStatus> ShowAsync(Func<Draw, Task<SweepStatus>> work);

    private sealed class Silent : ProgressView
    {
        public override Task<SweepStatus> ShowAsync(Func<Draw, Task<SweepStatus>> work) => work((_, _) => { });
    }

    private sealed class Lines(Terminal terminal, TimeProvider time) : ProgressView
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

        public override Task<SweepStatus> ShowAsync(Func<Draw, Task<SweepStatus>> work)
        {
            var pace = new Pace(time);
            var last = time.GetTimestamp();
            return work((status, totals) =>
            {
                pace.Note(status);
                if (time.GetElapsedTime(last) < Every && status.Phase == SweepPhase.Running)
                    return;
                last = time.GetTimestamp();
                var best = totals.Leaders.IsEmpty ? "" : $"  best {ProgressText.Number(totals.Leaders[0].Objective)} ({totals.Leaders[0].Levels})";
                terminal.Complain(ProgressText.Line(status, pace) + best);
            });
        }
    }

    private sealed class Live(IAnsiConsole console, string metric, IReadOnlyList<string> factors, TimeProvider time) : ProgressView
    {
        public override Task<SweepStatus> ShowAsync(Func<Draw, Task<SweepStatus>> work)
        {
            var pace = new Pace(time);
            return console.Live(new Text("")).AutoClear(true).StartAsync(context => work((status, totals) =>
            {
                pace.Note(status);
                context.UpdateTarget(View(status, totals, pace));
            }));
        }

        private Rows View(SweepStatus status, SweepTotals totals, Pace pace)
        {
            var done = status.Total == 0 ? 1 : (double)status.Finished / status.Total;
            var width = Math.Clamp(console.Profile.Width - 4, 10, 60);
            var filled = (int)(done * width);
            var bar = new Markup($"[green]{new string('━', filled)}[/][grey]{new string('━', width - filled)}[/]");
            return new Rows([bar, new Text(ProgressText.Line(status, pace)), .. Leaders(totals)]);
        }

        private IEnumerable<IRenderable> Leaders(SweepTotals totals)
        {
            if (totals.Leaders.IsEmpty)
                yield break;
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumn("trial", column => column.RightAligned());
            table.AddColumn(metric, column => column.RightAligned());
            table.AddColumn(new TableColumn(Markup.Escape(string.Join(" · ", factors))));
            foreach (var leader in totals.Leaders.Take(5))
                table.AddRow(new Text(leader.Trial.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Text(ProgressText.Number(leader.Objective)), new Text(leader.Levels));
            yield return table;
        }
    }
}
