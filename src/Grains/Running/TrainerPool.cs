using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Running;

/// <summary>
/// Threads that train, one trial a thread, below normal priority and apart from the thread pool, so that grains and
/// telemetry answer while every core trains.
/// </summary>
public sealed partial class TrainerPool : ITrainerPool, IDisposable
{
    private static readonly TimeSpan ResendPeriod = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<TrainingJob> _jobs = [];
    private readonly ITrainer _trainer;
    private readonly IDataProvider _data;
    private readonly TimeProvider _time;
    private readonly SiloInstance _instance;
    private readonly ILogger<TrainerPool> _logger;
    private readonly Thread[] _threads;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private int _busy;
    private int _disposed;

    /// <summary>Starts <paramref name="workers"/> threads.</summary>
    public TrainerPool(int workers, ITrainer trainer, IDataProvider data, TimeProvider time, SiloInstance instance, ILogger<TrainerPool> logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _stopped = _stopping.Token;
        (_trainer, _data, _time, _instance, _logger) = (trainer, data, time, instance, logger);
        _threads = new Thread[workers];
        for (var slot = 0; slot < workers; slot++)
        {
            var worker = $"{instance.Name}/{slot}";
            _threads[slot] = new(() => Work(worker)) { IsBackground = true, Name = $"trainer {slot}", Priority = ThreadPriority.BelowNormal };
            _threads[slot].Start();
        }
    }

    /// <inheritdoc/>
    public int Workers => _threads.Length;

    /// <inheritdoc/>
    public int Window => Workers * 3;

    /// <summary>Workers that train now.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Jobs that wait for a worker.</summary>
    public int Queued => _jobs.Count;

    /// <inheritdoc/>
    public void Enqueue(TrainingJob job) => _jobs.Add(job);

    /// <summary>Takes no more jobs, takes back those that run, and waits for the threads.</summary>
    public void Dispose()
    {
        // The container disposes of a service once for each name that it was asked for by.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _jobs.CompleteAdding();
        _stopping.Cancel();
        foreach (var thread in _threads)
            thread.Join();
        _stopping.Dispose();
        _jobs.Dispose();
    }

    private void Work(string worker)
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref _busy);
            var started = _time.GetUtcNow();
            var clock = _time.GetTimestamp();
            var end = Attempt(job);
            Interlocked.Decrement(ref _busy);
            _ = SendAsync(job, end with { Started = started, Seconds = _time.GetElapsedTime(clock).TotalSeconds, Worker = worker });
        }
    }

    private AttemptEnd Attempt(TrainingJob job)
    {
        var end = new AttemptEnd(job.Attempt, [], [], "", null, default, 0, _instance.Name);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(job.Cancellation, _stopping.Token);
        try
        {
            return Train(job, end, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return end;
        }
#pragma warning disable CA1031 // Whatever breaks in one training becomes that trial's failure, with its cause kept, and never ends the thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogTrainingBroke(job.Trial.Index, job.Attempt, exception);
            return end with { Failure = $"{exception.GetType().Name}: {exception.Message}" };
        }
    }

    private AttemptEnd Train(TrainingJob job, AttemptEnd end, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var config = job.Trial.Combination.Config;
        var data = _data.Load(config.Dataset, DataKey(job, config.Dataset), job.BaseDirectory);
        using var run = _trainer.Start(config, data, job.Trial.Key);
        using var digest = new TrialDigest();
        var reporter = new TrialReporter(job);
        using var budget = new TimeBudget(job.Plan.Spec.TrialTimeBudget, _time, cancellation);
        EpochReport? last = null;
        TrialResult result;
        try
        {
            while (run.NextEpoch(budget.Token))
            {
                last = run.Report;
                digest.Append(last);
                reporter.Report(last);
            }

            result = run.Finish();
        }
        catch (OperationCanceledException) when (budget.IsSpent)
        {
            result = StoppedResult.After(last, data.Task, budget.Detail);
        }

        var bytes = new ArrayBufferWriter<byte>();
        TrialResultCodec.Write(bytes, result);
        return end with { Epochs = reporter.Drain(cancellation), Result = ImmutableArray.Create(bytes.WrittenSpan), Digest = digest.Finish(result) };
    }

    private static RandomKey DataKey(TrainingJob job, DatasetConfig dataset)
        => dataset.Resample ? job.Trial.Key : RandomKey.For(job.Plan.Spec.Seed, 0);

    // The grain answers only after the record has taken the result in, and a trainer does not wait for that. An end that
    // does not arrive is sent again, for its grain would wait for it for ever; a grain takes the same end once.
    private async Task SendAsync(TrainingJob job, AttemptEnd end)
    {
        while (true)
        {
            try
            {
                await job.Grain.EndAsync(end).ConfigureAwait(false);
                return;
            }
#pragma warning disable CA1031 // Whatever the call fails with, the end is sent again, and the cause is in the log.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogEndNotTaken(job.Trial.Index, job.Attempt, exception);
            }

            await Task.Delay(ResendPeriod, _time, _stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopped.IsCancellationRequested)
                return;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Attempt {Attempt} at trial {Trial} broke")]
    private partial void LogTrainingBroke(long trial, int attempt, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The end of attempt {Attempt} at trial {Trial} was not taken in")]
    private partial void LogEndNotTaken(long trial, int attempt, Exception exception);
}
