using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Grains.Contracts;
using Sweep.Grains.Telemetry;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Running;

/// <summary>
/// One attempt in a trainer's hands. <see cref="Run"/> trains on the caller's thread; everything else is safe on any.
/// </summary>
internal sealed partial class TrainingAttempt : IDisposable
{
    private readonly ITrainer _trainer;
    private readonly IDataProvider _data;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TrialReporter _reporter;
    private readonly CheckpointSchedule _schedule;
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationTokenRegistration _release;
    private volatile bool _releasing;
    private volatile bool _unsaved;
    private EpochReport? _last;
    private int _ended;

    /// <summary>Made ready; nothing is trained yet.</summary>
    public TrainingAttempt(TrainingJob job, string worker, ITrainer trainer, IDataProvider data, TimeProvider time, GrainTimings timings, ILogger logger, CancellationToken stopping)
    {
        (Job, _trainer, _data, _time, _logger) = (job, trainer, data, time, logger);
        End = new(job.Attempt, [], [], "", null, default, 0, worker);
        _reporter = new(job, time, timings.Reports);
        _schedule = new(job.Plan.Spec.Checkpoint, time, job.Resume?.Epochs ?? 0);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(job.Cancellation, stopping);
        Cancelled = _cancellation.Token;
        _release = job.Release.UnsafeRegister(static attempt => ((TrainingAttempt)attempt!).AskBack(), this);
    }

    /// <summary>What is trained.</summary>
    public TrainingJob Job { get; }

    /// <summary>The worker that trains it, from 0.</summary>
    public int Slot { get; init; }

    /// <summary>Told how much is computed; null where nobody asks.</summary>
    public ITrainingMeter? Meter { get; init; }

    /// <summary>The last epoch that it has behind it; null before the first. Safe on any thread.</summary>
    public EpochReport? Last => Volatile.Read(ref _last);

    /// <summary>What is told of it in the end; until then, that it was taken back.</summary>
    public AttemptEnd End { get; private set; }

    /// <summary>Cancelled once it is taken back.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Ends it at the next epoch's end, or at once where that would save nothing.</summary>
    public void AskBack()
    {
        _releasing = true;
        if (!_unsaved || !_schedule.IsOn)
            Cancel();
    }

    /// <summary>Takes it back at once.</summary>
    public void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Its end was taken in before.
        }
    }

    /// <summary>Whether whoever asks is the first to end it, and so the one who tells of its end.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <summary>Trains until the end.</summary>
    public void Run()
    {
        if (Cancelled.IsCancellationRequested)
            return;
        var started = _time.GetUtcNow();
        var clock = _time.GetTimestamp();
        var end = End;
        try
        {
            end = Train(end);
        }
        catch (OperationCanceledException) when (Cancelled.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever breaks in one training becomes that trial's failure, with its cause kept, and never ends the thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroke(Job.Sweep, Job.Trial.Index, Job.Attempt, exception);
            end = end with { Failure = $"{exception.GetType().Name}: {exception.Message}" };
        }

        End = end with { Started = started, Seconds = _time.GetElapsedTime(clock).TotalSeconds };
    }

    /// <summary>Waits until the grain has all that was sent before the end, and returns the end with what was not. Called once, after <see cref="TryEnd"/>.</summary>
    /// <param name="abandoned">Whether the training still runs, in a thread that was given up.</param>
    public async Task<AttemptEnd> CompleteAsync(bool abandoned)
    {
        if (abandoned)
            return new(Job.Attempt, [], [], "", null, default, 0, End.Worker);
        try
        {
            await _reporter.CompleteAsync(Cancelled).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Cancelled.IsCancellationRequested)
        {
            return End with { Result = [], Digest = "", Epochs = _reporter.Take() };
        }
        catch (InvalidOperationException exception)
        {
            LogBroke(Job.Sweep, Job.Trial.Index, Job.Attempt, exception);
            return End with { Result = [], Digest = "", Failure = End.Failure ?? $"{exception.GetType().Name}: {exception.Message}" };
        }

        return End with { Epochs = _reporter.Take() };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _release.Dispose();
        _cancellation.Dispose();
    }

    private AttemptEnd Train(AttemptEnd end)
    {
        var config = Job.Trial.Combination.Config;
        var site = new TrialSite(Job.Plan, Job.Trial, Job.BaseDirectory) { Sweep = Job.Sweep, Attempt = Job.Attempt, Slot = Slot, Cancelled = Cancelled };
        var data = _data.Load(config.Dataset, site.DataKey, Job.BaseDirectory);
        using var digest = new TrialDigest();
        using var run = Open(_trainer.For(site), config, data, digest);
        using var budget = new TimeBudget(Job.Plan.Spec.TrialTimeBudget, _time, Cancelled);
        var work = Meter is null ? null : EpochWork.Of(config, data, _last);
        TrialResult result;
        try
        {
            while (run.NextEpoch(budget.Token))
            {
                _unsaved = true;
                _last = run.Report;
                if (work is not null)
                    Meter?.EpochTrained(Job, work.Operations(run.Report));
                digest.Append(run.Report);
                _reporter.Add(run.Report);
                var saved = (_releasing || _schedule.IsDue(run.Report.Epoch)) && Save(run);
                if (_releasing)
                    return end;
                _reporter.SendIfDue();
                if (saved)
                    _unsaved = _reporter.HasCheckpoint;
            }

            result = run.Finish();
        }
        catch (OperationCanceledException) when (budget.IsSpent)
        {
            result = StoppedResult.After(_last, data.Task, budget.Detail);
        }

        var bytes = new ArrayBufferWriter<byte>();
        TrialResultCodec.Write(bytes, result);
        return end with { Result = ImmutableArray.Create(bytes.WrittenSpan), Digest = digest.Finish(result) };
    }

    private ITrainingRun Open(ITrainer trainer, TrialConfig config, PreparedData data, TrialDigest digest)
    {
        if (Job.Resume is { } resume && Resumed(trainer, resume, config, data) is { } resumed)
        {
            foreach (var epoch in resume.Recorded)
                digest.Append(epoch);
            _last = resume.Recorded[^1];
            return resumed;
        }

        return trainer.Start(config, data, Job.Trial.Key);
    }

    private ITrainingRun? Resumed(ITrainer trainer, ResumePoint resume, TrialConfig config, PreparedData data)
    {
        try
        {
            var run = trainer.Resume(config, data, Job.Trial.Key, resume.State.AsSpan());
            if (run.Report.Epoch == resume.Epochs)
                return run;
            LogWrongEpoch(Job.Sweep, Job.Trial.Index, Job.Attempt, resume.Epochs, run.Report.Epoch);
            run.Dispose();
        }
        catch (InvalidCheckpointException exception)
        {
            LogInvalidCheckpoint(Job.Sweep, Job.Trial.Index, Job.Attempt, resume.Epochs, exception.Message);
        }

        return null;
    }

    private bool Save(ITrainingRun run)
    {
        if (!_schedule.IsOn)
            return false;
        var start = _time.GetTimestamp();
        var state = new ArrayBufferWriter<byte>();
        run.Save(state);
        if (state.WrittenCount > TrialCheckpoint.MaxBytes)
        {
            LogTooLarge(Job.Sweep, Job.Trial.Index, Job.Attempt, state.WrittenCount, TrialCheckpoint.MaxBytes);
            _schedule.TurnOff();
            return false;
        }

        _reporter.Add(run.Report.Epoch, ImmutableArray.Create(state.WrittenSpan), _time.GetElapsedTime(start).TotalSeconds);
        _schedule.Saved(run.Report.Epoch);
        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}: attempt {Attempt} broke")]
    private partial void LogBroke(string sweep, long trial, int attempt, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}, attempt {Attempt}: the checkpoint of epoch {Epoch} cannot be resumed from, and the trial begins anew: {Reason}")]
    private partial void LogInvalidCheckpoint(string sweep, long trial, int attempt, int epoch, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}, attempt {Attempt}: the checkpoint of epoch {Epoch} holds epoch {Held}, and the trial begins anew")]
    private partial void LogWrongEpoch(string sweep, long trial, int attempt, int epoch, int held);

    [LoggerMessage(6, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}, attempt {Attempt}: the state of {Bytes} bytes is larger than a checkpoint may be, {Limit}, so it is not saved")]
    private partial void LogTooLarge(string sweep, long trial, int attempt, int bytes, int limit);
}
