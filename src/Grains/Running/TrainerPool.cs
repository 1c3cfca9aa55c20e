using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sweep.Grains.Telemetry;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Running;

/// <summary>
/// Threads that train, one trial a thread, below normal priority and apart from the thread pool, so that grains and
/// telemetry answer while every core trains.
/// </summary>
public sealed partial class TrainerPool : ITrainerPool, IDisposable
{
    private readonly BlockingCollection<WaitingJob> _jobs = [];
    private readonly ITrainer _trainer;
    private readonly IDataProvider _data;
    private readonly TimeProvider _time;
    private readonly SiloInstance _instance;
    private readonly ILogger<TrainerPool> _logger;
    private readonly GrainTimings _timings;
    private readonly Lock _gate = new();
    private readonly Dictionary<TrainingAttempt, (Thread Thread, ITimer? Hang)> _running = [];
    private readonly List<Thread> _threads = [];
    private readonly TrainingAttempt?[] _slots;
    private readonly ITrainingMeter? _meter;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _open;
    private int _queued;
    private bool _draining;
    private int _disposed;

    /// <summary>Starts <paramref name="workers"/> threads.</summary>
    public TrainerPool(int workers, ITrainer trainer, IDataProvider data, TimeProvider time, SiloInstance instance, ILogger<TrainerPool> logger)
        : this(new TrainerPoolOptions(workers), trainer, data, time, instance, logger)
    {
    }

    /// <summary>Starts as many threads as <paramref name="options"/> say.</summary>
    public TrainerPool(TrainerPoolOptions options, ITrainer trainer, IDataProvider data, TimeProvider time, SiloInstance instance, ILogger<TrainerPool> logger, GrainTimings? timings = null, ITrainingMeter? meter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Window ?? 1, 1);
        _stopped = _stopping.Token;
        (_trainer, _data, _time, _instance, _logger, _timings) = (trainer, data, time, instance, logger, timings ?? new());
        _meter = meter;
        Workers = options.Workers;
        Window = options.Window ?? Workers * 3;
        _slots = new TrainingAttempt?[Workers];
        for (var slot = 0; slot < Workers; slot++)
            StartThread(slot);
    }

    /// <inheritdoc/>
    public int Workers { get; }

    /// <inheritdoc/>
    public int Window { get; }

    /// <summary>Workers that train now.</summary>
    public int Busy
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>What each worker trains now, and how far it is.</summary>
    public IReadOnlyList<TrainerSlot> Slots
    {
        get
        {
            lock (_gate)
                return [.. _slots.Select(attempt => new TrainerSlot(attempt?.Job, attempt?.Last))];
        }
    }

    /// <summary>Jobs that wait for a worker.</summary>
    public int Queued => Volatile.Read(ref _queued);

    /// <inheritdoc/>
    public bool IsDraining => Volatile.Read(ref _draining);

    /// <inheritdoc/>
    public void Enqueue(TrainingJob job)
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _queued);
        var waiting = new WaitingJob(job);
        _jobs.Add(waiting);

        // One that is asked back does not wait for a worker, which may train trials of another sweep for hours.
        waiting.WhenAskedBack(GiveBack);
        if (IsDraining)
            GiveBackQueued();
    }

    /// <summary>
    /// Takes no more jobs, gives back those that wait, and asks those that run back: each is saved at its epoch's end, or
    /// taken back at the bound. Returns once all grains have been told, so that leases are given back too.
    /// </summary>
    /// <param name="bound">How long trainings may go on towards an epoch's end.</param>
    public async Task DrainAsync(TimeSpan bound)
    {
        Volatile.Write(ref _draining, true);
        GiveBackQueued();
        foreach (var attempt in Running())
            attempt.AskBack();
        if (Interlocked.Read(ref _open) == 0)
            _drained.TrySetResult();
        if (await IsDrainedWithin(bound).ConfigureAwait(false))
            return;
        foreach (var attempt in Running())
            attempt.Cancel();

        // What hangs is given up after its patience; a grain that never takes its end in is waited for no longer.
        if (!await IsDrainedWithin(_timings.Hang + _timings.Resend).ConfigureAwait(false))
            LogNotDrained(Interlocked.Read(ref _open));
    }

    /// <summary>Takes no more jobs, takes back those that run, and waits for the threads.</summary>
    public void Dispose()
    {
        // The container disposes of a service once for each name that it was asked for by.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _jobs.CompleteAdding();
        _stopping.Cancel();
        foreach (var thread in Threads())
        {
            if (!thread.Join(_timings.Hang))
                LogThreadLeft(thread.Name);
        }

        _stopping.Dispose();
        if (Threads().TrueForAll(thread => !thread.IsAlive))
            _jobs.Dispose();
    }

    private void StartThread(int slot)
    {
        var worker = $"{_instance.Name}/{slot}";
        var thread = new Thread(() => Work(slot, worker)) { IsBackground = true, Name = $"trainer {worker}", Priority = ThreadPriority.BelowNormal };
        lock (_gate)
            _threads.Add(thread);
        thread.Start();
    }

    private void Work(int slot, string worker)
    {
        foreach (var waiting in _jobs.GetConsumingEnumerable())
        {
            if (!TryTake(waiting))
                continue;
            var attempt = new TrainingAttempt(waiting.Job, worker, _trainer, _data, _time, _timings, _logger, _stopped) { Slot = slot, Meter = _meter };
            Enter(attempt);
            attempt.Run();
            if (!attempt.TryEnd())
                return;
            Leave(attempt);
            _ = SendAsync(attempt, abandoned: false);
        }
    }

    private void Enter(TrainingAttempt attempt)
    {
        lock (_gate)
        {
            _running.Add(attempt, (Thread.CurrentThread, null));
            _slots[attempt.Slot] = attempt;
        }

        // Registered last, for it is called at once where the attempt was taken back while it waited.
        attempt.Cancelled.UnsafeRegister(_ => WatchForHang(attempt), null);
        if (IsDraining)
            attempt.AskBack();
    }

    private void Leave(TrainingAttempt attempt)
    {
        lock (_gate)
        {
            _running.Remove(attempt, out var entry);
            entry.Hang?.Dispose();
            _slots[attempt.Slot] = null;
        }
    }

    private void WatchForHang(TrainingAttempt attempt)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(attempt, out var entry) && entry.Hang is null)
                _running[attempt] = entry with { Hang = _time.CreateTimer(_ => GiveUp(attempt), null, _timings.Hang, Timeout.InfiniteTimeSpan) };
        }
    }

    // A thread cannot be ended from outside. The one that hangs is left alone, without a trial to its name, and another
    // takes its place.
    private void GiveUp(TrainingAttempt attempt)
    {
        if (!attempt.TryEnd())
            return;
        lock (_gate)
        {
            if (_running.Remove(attempt, out var entry))
            {
                entry.Hang?.Dispose();
                _threads.Remove(entry.Thread);
                _slots[attempt.Slot] = null;
            }
        }

        LogHangs(attempt.Job.Sweep, attempt.Job.Trial.Index, attempt.Job.Attempt, _timings.Hang);
        if (Volatile.Read(ref _disposed) == 0)
            StartThread(attempt.Slot);
        _ = SendAsync(attempt, abandoned: true);
    }

    private void GiveBackQueued()
    {
        while (_jobs.TryTake(out var waiting))
            GiveBack(waiting);
    }

    private void GiveBack(WaitingJob waiting)
    {
        if (TryTake(waiting))
            _ = SendAsync(new(waiting.Job, _instance.Name, _trainer, _data, _time, _timings, _logger, _stopped), abandoned: false);
    }

    private bool TryTake(WaitingJob waiting)
    {
        var first = waiting.TryTake();
        if (first)
            Interlocked.Decrement(ref _queued);
        return first;
    }

    // The grain answers only after the record has taken the result in, and a trainer does not wait for that. An end that
    // does not arrive is sent again, for its grain would wait for it for ever; a grain takes the same end once.
    private async Task SendAsync(TrainingAttempt attempt, bool abandoned)
    {
        var end = await attempt.CompleteAsync(abandoned).ConfigureAwait(false);
        while (true)
        {
            try
            {
                await attempt.Job.Grain.EndAsync(end).ConfigureAwait(false);
                attempt.Job.Ended();
                break;
            }
#pragma warning disable CA1031 // Whatever the call fails with, the end is sent again, and the cause is in the log.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogEndNotTaken(attempt.Job.Sweep, attempt.Job.Trial.Index, attempt.Job.Attempt, exception);
            }

            await Task.Delay(_timings.Resend, _time, _stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopped.IsCancellationRequested)
                break;
        }

        attempt.Dispose();
        if (Interlocked.Decrement(ref _open) == 0 && IsDraining)
            _drained.TrySetResult();
    }

    private List<TrainingAttempt> Running()
    {
        lock (_gate)
            return [.. _running.Keys];
    }

    private List<Thread> Threads()
    {
        lock (_gate)
            return [.. _threads];
    }

    private async Task<bool> IsDrainedWithin(TimeSpan bound)
    {
        try
        {
            await _drained.Task.WaitAsync(bound, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(2, LogLevel.Error, "Sweep {Sweep}, trial {Trial}: the end of attempt {Attempt} was not taken in")]
    private partial void LogEndNotTaken(string sweep, long trial, int attempt, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Sweep {Sweep}, trial {Trial}: attempt {Attempt} did not end {Patience} after it was taken back; its thread is left alone and replaced")]
    private partial void LogHangs(string sweep, long trial, int attempt, TimeSpan patience);

    [LoggerMessage(7, LogLevel.Error, "{Open} attempts have not ended within the bound of the drain")]
    private partial void LogNotDrained(long open);

    [LoggerMessage(8, LogLevel.Error, "The thread {Thread} hangs in its training and is left alone")]
    private partial void LogThreadLeft(string? thread);
}
