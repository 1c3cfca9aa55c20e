using System.Runtime.CompilerServices;
using Sweep.Client.Output;
using Sweep.Client.Running;
using Sweep.Grains.Contracts;
using Sweep.Silo.Api.Documents;

namespace Sweep.Client.Remote;

/// <summary>Follows a sweep that a server runs, with the view and the exit codes of <c>sweep run</c>.</summary>
internal sealed class RemoteWatch(SweepServer server, Terminal terminal, TimeProvider time, bool json, bool quiet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Follows until the sweep ends, or until Ctrl-C, which leaves the sweep alone.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string id)
    {
        using var leaving = new CancellationTokenSource();
        var interrupt = new InterruptWatch();
        interrupt.WhenAsked(leaving.Cancel);
        var last = await server.FindAsync(id, leaving.Token);
        if (!quiet)
            terminal.Complain($"sweep {id}: {last.Trials.Total} trials, on {server.Address}");
        var progress = ProgressView.Make(terminal, quiet, last.Objective.Metric, last.Factors, time);
        try
        {
            await progress.ShowAsync(async draw =>
            {
                await foreach (var item in FollowAsync(id, leaving.Token))
                {
                    last = item;
                    draw(StatusOf(item), TotalsOf(item));
                }

                return StatusOf(last);
            });
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            terminal.Complain($"sweep {id} goes on without you; come back with: sweep watch {id} --server {server.Address}");
            return ExitCodes.Interrupted;
        }

        return await EndAsync(last);
    }

    private async Task<int> EndAsync(SweepItem sweep)
    {
        if (sweep.State == "finished")
        {
            terminal.OutWriter.Write(await server.ResultsAsync(sweep.Id, null, json, terminal.Out.Profile.Width, CancellationToken.None));
            return sweep.Trials.Failed > 0 ? ExitCodes.Failed : ExitCodes.Done;
        }

        if (sweep.Problem is { } problem)
            terminal.Complain($"sweep: {problem}");
        terminal.Complain($"sweep {sweep.Id} is {sweep.State}: {Finished(sweep)} of {sweep.Trials.Total} trials have their result and are kept.");
        if (sweep.State == "paused")
            terminal.Complain($"go on with: sweep resume {sweep.Id} --server {server.Address}");
        return sweep.Problem is null ? ExitCodes.Interrupted : ExitCodes.Failed;
    }

    // A server that starts anew goes on with its sweeps, so a broken stream is no end.
    private async IAsyncEnumerable<SweepItem> FollowAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? seen = null;
        var silent = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            var stream = server.EventsAsync(id, seen, cancellation).GetAsyncEnumerator(cancellation);
            await using var owned = stream;
            while (await NextAsync(stream, silent))
            {
                (silent, pause) = (time.GetTimestamp(), TimeSpan.FromMilliseconds(250));
                seen = stream.Current.Id ?? seen;
                yield return stream.Current.Sweep;
                if (stream.Current.Sweep.Ended)
                    yield break;
            }

            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<(string?, SweepItem)> stream, long silent)
    {
        try
        {
            return await stream.MoveNextAsync();
        }
        catch (ServerException) when (time.GetElapsedTime(silent) < Patience)
        {
            return false;
        }
    }

    private static long Finished(SweepItem sweep) => sweep.Trials.Completed + sweep.Trials.Diverged + sweep.Trials.Failed + sweep.Trials.Stopped;

    private static SweepStatus StatusOf(SweepItem sweep) => new(
        sweep.State switch
        {
            "running" => SweepPhase.Running,
            "pausing" => SweepPhase.Pausing,
            "paused" => SweepPhase.Paused,
            "cancelling" => SweepPhase.Cancelling,
            "cancelled" => SweepPhase.Cancelled,
            _ => SweepPhase.Finished,
        },
        sweep.Trials.Total, sweep.Trials.Completed, sweep.Trials.Diverged, sweep.Trials.Failed, sweep.Trials.Stopped,
        sweep.Progress?.InFlight ?? 0, sweep.Problem);

    private static SweepTotals TotalsOf(SweepItem sweep) => new(
        Finished(sweep), sweep.Trials.Diverged, sweep.Progress?.Epochs ?? 0, sweep.Progress?.Steps ?? 0, sweep.Progress?.Samples ?? 0, [],
        [.. (sweep.Progress?.Leaders ?? []).Select(leader => new Leader(leader.Trial, leader.Objective, leader.Levels))], []);
}
