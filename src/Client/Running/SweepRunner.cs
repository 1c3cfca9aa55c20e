using Sweep.Client.Output;
using Sweep.Core.Specs;
using Sweep.Reporting;
using Sweep.Grains.Contracts;
using Sweep.Silo.Hosting;

namespace Sweep.Client.Running;

/// <summary>Runs one sweep in this process: starts its grain, shows progress, hears Ctrl-C, and prints the end.</summary>
internal sealed class SweepRunner(SweepHost host, Terminal terminal, RunRequest request)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs until the sweep is finished, paused or cancelled.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string id, SweepPlan plan)
    {
        var grain = host.Grains.GetGrain<ISweepGrain>(id);
        var interrupt = new InterruptWatch();
        SweepStatus? lastStatus = null;
        SweepTotals? lastTotals = null;
        using var metrics = host.Watch(id, plan, () => Volatile.Read(ref lastStatus), () => Volatile.Read(ref lastTotals));
        var progress = ProgressView.Make(terminal, request.Quiet, Names.Of(plan.Spec.Objective.Metric), [.. plan.Spec.Factors.Select(factor => factor.Name)], host.Time);
        if (host.MetricsAddress is { } address && !request.Quiet)
            terminal.Complain($"metrics: {address}");
        if (!request.Quiet)
            terminal.Complain($"sweep {id}: {plan.Trials} trials, {request.Host.Workers} workers");

        var status = await progress.ShowAsync(async draw =>
        {
            var now = await grain.StartAsync();
            while (now.Phase is SweepPhase.Running or SweepPhase.Pausing or SweepPhase.Cancelling)
            {
                await Show(now);
                if (await interrupt.WaitAsync(Poll, host.Time))
                    now = await grain.PauseAsync();
                else
                    now = await grain.GetStatusAsync();
            }

            await host.FlushTelemetryAsync();
            await Show(now);
            return now;

            async Task Show(SweepStatus status)
            {
                var totals = await host.Grains.GetGrain<IAggregatorGrain>(id).GetTotalsAsync();
                Volatile.Write(ref lastStatus, status);
                Volatile.Write(ref lastTotals, totals);
                draw(status, totals);
            }
        });

        var end = new SweepEnd(request.Out, request.Force, request.Json, request.Quiet);
        if (status.Phase == SweepPhase.Finished)
            return await end.ShowAsync(host.Store, id, plan, terminal);
        if (status is not { TimeBudgetSpent: true, Problem: null })
            return Interrupted(id, status);

        // A sweep did what it was asked when its time is over: what it has is its result for now.
        var code = await end.ShowAsync(host.Store, id, plan, terminal);
        terminal.Complain(FormattableString.Invariant($"sweep {id}: its time budget of {plan.Spec.SweepTimeBudget} s is spent."));
        TellOfPause(id, status);
        return code;
    }

    private int Interrupted(string id, SweepStatus status)
    {
        if (status.Problem is { } problem)
            terminal.Complain($"sweep: {problem}");
        TellOfPause(id, status);
        return status.Problem is null ? ExitCodes.Interrupted : ExitCodes.Failed;
    }

    private void TellOfPause(string id, SweepStatus status)
    {
        var (state, verb) = status.Phase == SweepPhase.Cancelled ? ("cancelled", "retry") : ("paused", "resume");
        terminal.Complain($"sweep {id} is {state}: {status.Finished} of {status.Total} trials have their result and are kept.");
        terminal.Complain($"go on with: sweep {verb} {id}{(request.Host.StorePath == Path.Combine(".sweep", "sweeps.db") ? "" : $" --store {request.Host.StorePath}")}");
    }
}
