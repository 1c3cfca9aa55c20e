using System.Buffers;
using System.Collections.Immutable;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.GrainHost.Simulation;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>
/// Trainers without arithmetic and threads: an epoch is a stretch of virtual time, its numbers follow from the trial alone.
/// What is sent and when is as the product's trainers do it.
/// </summary>
internal sealed class SimulatedTrainerPool(SimulatedCluster cluster, SimulatedSilo silo, TrainerConditions conditions, SiloInstance instance, int workers) : ITrainerPool
{
    private static readonly TimeSpan ResendPeriod = TimeSpan.FromSeconds(1);

    private readonly Queue<TrainingJob> _jobs = [];
    private readonly SortedSet<int> _free = [.. Enumerable.Range(0, workers)];

    public int Workers => workers;

    public int Window => workers * 3;

    public void Enqueue(TrainingJob job)
    {
        _jobs.Enqueue(job);
        // Not within the grain's turn: what goes on there would go on as the grain.
        silo.After(TimeSpan.Zero, StartNext);
    }

    private void StartNext()
    {
        if (_free.Count == 0 || !_jobs.TryDequeue(out var job))
            return;
        var slot = _free.Min;
        _free.Remove(slot);
        _ = WorkAsync(job, slot);
    }

    private async Task WorkAsync(TrainingJob job, int slot)
    {
        var worker = $"{instance.Name}/{slot}";
        var started = silo.Clock.GetUtcNow();
        var clock = silo.Clock.GetTimestamp();
        cluster.Trace.Write($"{silo.Name} trainer {slot} begins trial {job.Trial.Index}, attempt {job.Attempt}");
        var end = await AttemptAsync(job) with { Started = started, Seconds = silo.Clock.GetElapsedTime(clock).TotalSeconds, Worker = worker };
        cluster.Trace.Write($"{silo.Name} trainer {slot} ends trial {job.Trial.Index}, attempt {job.Attempt}: {end.Failure ?? (end.Result.IsEmpty ? "taken back" : "a result")}");
        _free.Add(slot);
        StartNext();
        await SendAsync(job, end);
    }

    private async Task<AttemptEnd> AttemptAsync(TrainingJob job)
    {
        var end = new AttemptEnd(job.Attempt, [], [], "", null, default, 0, instance.Name);
        try
        {
            return await TrainAsync(job, end);
        }
        catch (OperationCanceledException) when (job.Cancellation.IsCancellationRequested)
        {
            return end;
        }
        catch (InvalidOperationException broken)
        {
            return end with { Failure = broken.Message };
        }
    }

    private async Task<AttemptEnd> TrainAsync(TrainingJob job, AttemptEnd end)
    {
        var training = conditions.TrainingOf(job);
        var breaksAt = conditions.BreaksAt(training);
        var reporter = new TrialReporter(job);
        using var digest = new TrialDigest();
        foreach (var epoch in training.Epochs)
        {
            await WaitAsync(conditions.EpochTime(), job.Cancellation);
            if (epoch.Epoch == breaksAt)
                throw new InvalidOperationException("the training broke");
            digest.Append(epoch);
            reporter.Report(epoch);
        }

        await WaitAsync(reporter.UnderWay, job.Cancellation);
        var bytes = new ArrayBufferWriter<byte>();
        TrialResultCodec.Write(bytes, training.Result);
        return end with { Epochs = reporter.Drain(job.Cancellation), Result = ImmutableArray.Create(bytes.WrittenSpan), Digest = digest.Finish(training.Result) };
    }

    private async Task SendAsync(TrainingJob job, AttemptEnd end)
    {
        while (true)
        {
            try
            {
                await (conditions.EndsOffThread ? Task.Run(() => job.Grain.EndAsync(end)) : job.Grain.EndAsync(end));
                return;
            }
            catch (Exception exception)
            {
                cluster.Trace.Write($"{silo.Name} trainer sends the end of trial {job.Trial.Index}, attempt {job.Attempt} again: {exception.Message}");
            }

            await WaitAsync(ResendPeriod, default);
        }
    }

    private Task WaitAsync(TimeSpan span, CancellationToken cancellation)
    {
        var waited = new TaskCompletionSource();
        silo.After(span, () => waited.TrySetResult());
        return WaitAsync(waited.Task, cancellation);
    }

    // A wait that is cancelled goes on in an event of its own and not in the turn of the grain that cancelled it.
    private async Task WaitAsync(Task awaited, CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource();
        using (cancellation.UnsafeRegister(_ => silo.After(TimeSpan.Zero, () => cancelled.TrySetResult()), null))
            await Task.WhenAny(awaited, cancelled.Task);
        cancellation.ThrowIfCancellationRequested();
    }
}
