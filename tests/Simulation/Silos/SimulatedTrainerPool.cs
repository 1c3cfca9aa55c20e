using Sweep.GrainHost.Simulation;
using Sweep.Grains.Running;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>
/// Trainers without arithmetic and threads: an epoch is a stretch of virtual time, its numbers follow from the trial alone.
/// What is sent and when is as the product's trainers do it.
/// </summary>
internal sealed class SimulatedTrainerPool(SimulatedCluster cluster, SimulatedSilo silo, TrainerConditions conditions, SiloInstance instance, GrainTimings timings, int workers) : ITrainerPool
{
    private readonly Queue<TrainingJob> _jobs = [];
    private readonly SortedSet<int> _free = [.. Enumerable.Range(0, workers)];
    private readonly List<SimulatedAttempt> _running = [];
    private readonly TaskCompletionSource _drained = new();
    private int _open;

    public int Workers => workers;

    public int Window => workers * 3;

    public bool IsDraining { get; private set; }

    public void Enqueue(TrainingJob job)
    {
        _open++;
        _jobs.Enqueue(job);
        // Not within the grain's turn: what goes on there would go on as the grain.
        silo.After(TimeSpan.Zero, StartNext);
    }

    /// <summary>Takes no more jobs and asks back those it has; returns once all grains have been told, or after the bound.</summary>
    public async Task DrainAsync(TimeSpan bound)
    {
        IsDraining = true;
        StartNext();
        foreach (var attempt in _running.ToList())
            attempt.AskBack();
        if (_open == 0)
            _drained.TrySetResult();
        await Task.WhenAny(_drained.Task, silo.Wait(bound));
        foreach (var attempt in _running.ToList())
            attempt.Cancel();
        await Task.WhenAny(_drained.Task, silo.Wait(timings.Hang + timings.Resend));
    }

    private void StartNext()
    {
        while (IsDraining && _jobs.TryDequeue(out var given))
            _ = SendAsync(new(silo, given, instance.Name, conditions, timings));
        if (_free.Count == 0 || !_jobs.TryDequeue(out var job))
            return;
        var slot = _free.Min;
        _free.Remove(slot);
        _ = WorkAsync(new(silo, job, $"{instance.Name}/{slot}", conditions, timings), slot);
    }

    private async Task WorkAsync(SimulatedAttempt attempt, int slot)
    {
        var (trial, number) = (attempt.Job.Trial.Index, attempt.Job.Attempt);
        cluster.Trace.Write($"{silo.Name} trainer {slot} begins trial {trial}, attempt {number}, after epoch {attempt.Job.Resume?.Epochs ?? 0}");
        _running.Add(attempt);
        await attempt.RunAsync();
        _running.Remove(attempt);
        cluster.Trace.Write($"{silo.Name} trainer {slot} ends trial {trial}, attempt {number}: {attempt.End.Failure ?? (attempt.End.Result.IsEmpty ? "taken back" : "a result")}");
        _free.Add(slot);
        StartNext();
        await SendAsync(attempt);
    }

    private async Task SendAsync(SimulatedAttempt attempt)
    {
        var end = await attempt.CompleteAsync();
        while (!await TrySendAsync(attempt.Job, end))
            await silo.Wait(timings.Resend);
        if (--_open == 0 && IsDraining)
            _drained.TrySetResult();
    }

    private async Task<bool> TrySendAsync(TrainingJob job, Grains.Contracts.AttemptEnd end)
    {
        try
        {
            await (conditions.EndsOffThread ? Task.Run(() => job.Grain.EndAsync(end)) : job.Grain.EndAsync(end));
            job.Ended();
            return true;
        }
        catch (Exception exception)
        {
            cluster.Trace.Write($"{silo.Name} trainer sends the end of trial {job.Trial.Index}, attempt {job.Attempt} again: {exception.Message}");
            return false;
        }
    }
}
