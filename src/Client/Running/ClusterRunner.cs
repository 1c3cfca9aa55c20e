using System.Diagnostics;
using Orleans;
using Orleans.Runtime;
using Sweep.Client.Output;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Reporting;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>
/// Shows a sweep that the silos of a cluster run, and prints its end. That it has ended is read from the record, so that
/// silos may be lost meanwhile. Ctrl-C leaves the sweep running.
/// </summary>
internal sealed class ClusterRunner(IGrainFactory grains, ISweepStore store, TimeProvider time, Terminal terminal, ClusterRequest request)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts the sweep, or has it go on.</summary>
    public Task StartAsync(string id) => grains.GetGrain<ISweepGrain>(id).StartAsync();

    /// <summary>Watches until the sweep is finished or paused, or the user has seen enough.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WatchAsync(string id, SweepPlan plan)
    {
        var interrupt = new InterruptWatch();
        var left = false;
        if (!request.Quiet)
            terminal.Complain($"sweep {id}: {plan.Trials} trials on cluster {request.ClusterId}");
        var last = await ProgressView.Make(terminal, request.Quiet, Names.Of(plan.Spec.Objective.Metric), [.. plan.Spec.Factors.Select(factor => factor.Name)], time).ShowAsync(async draw =>
        {
            var status = new SweepStatus(SweepPhase.Running, plan.Trials, 0, 0, 0, 0, 0, null);
            while (await StateAsync(id) == SweepState.Running)
            {
                if (await TryAskAsync(id) is var (now, totals))
                    draw(status = now, totals);
                left = await interrupt.WaitAsync(Poll, time);
                if (left)
                    break;
            }

            return left ? status : await TryAskAsync(id) is var (end, _) ? end : status;
        });
        if (left)
        {
            terminal.Complain($"sweep {id} runs on. Look at it again with: sweep watch {id} --cluster '{request.Store}'");
            return ExitCodes.Interrupted;
        }

        return await StateAsync(id) == SweepState.Finished
            ? await new SweepEnd(request.Out, request.Force, request.Json, request.Quiet).ShowAsync(store, id, plan, terminal)
            : await PausedAsync(id, last);
    }

    private async Task<SweepState> StateAsync(string id)
        => (await store.FindAsync(id) ?? throw new UnreachableException($"sweep {id} left the record while it ran")).State;

    // Silos come and go: an answer that does not come now comes later, from another.
    private async Task<(SweepStatus Status, SweepTotals Totals)?> TryAskAsync(string id)
    {
        try
        {
            var status = await grains.GetGrain<ISweepGrain>(id).GetStatusAsync().WaitAsync(Patience, time);
            return (status, await grains.GetGrain<IAggregatorGrain>(id).GetTotalsAsync().WaitAsync(Patience, time));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<int> PausedAsync(string id, SweepStatus status)
    {
        if (status.Problem is { } problem)
            terminal.Complain($"sweep: {problem}");
        var counts = await store.CountAsync(id);
        terminal.Complain($"sweep {id} is paused: {counts.Finished} of {status.Total} trials have their result and are kept.");
        terminal.Complain($"go on with: sweep resume {id} --cluster '{request.Store}'");
        return status.Problem is null ? ExitCodes.Interrupted : ExitCodes.Failed;
    }
}
