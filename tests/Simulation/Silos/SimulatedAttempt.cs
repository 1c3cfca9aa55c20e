using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sweep.Core.Results;
using Sweep.GrainHost.Simulation;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;

namespace Sweep.Simulation.Tests.Silos;

/// <summary>One attempt in a simulated trainer's hands; what is sent and when is as the product's trainers do it.</summary>
internal sealed class SimulatedAttempt
{
    private readonly SimulatedSilo _silo;
    private readonly TrainerConditions _conditions;
    private readonly TrialReporter _reporter;
    private readonly CheckpointSchedule _schedule;
    private readonly TaskCompletionSource _cancelled = new();
    private bool _releasing;
    private bool _unsaved;

    public SimulatedAttempt(SimulatedSilo silo, TrainingJob job, string worker, TrainerConditions conditions, GrainTimings timings)
    {
        (_silo, Job, _conditions) = (silo, job, conditions);
        End = new(job.Attempt, [], [], "", null, default, 0, worker);
        _reporter = new(job, silo.Clock, timings.Reports);
        _schedule = new(job.Plan.Spec.Checkpoint, silo.Clock, job.Resume?.Epochs ?? 0);

        // What a grain cancels goes on in an event of its own, and not in that grain's turn.
        job.Cancellation.UnsafeRegister(_ => silo.After(TimeSpan.Zero, Cancel), null);
        job.Release.UnsafeRegister(_ => silo.After(TimeSpan.Zero, AskBack), null);
    }

    public TrainingJob Job { get; }

    public AttemptEnd End { get; private set; }

    private bool IsCancelled => _cancelled.Task.IsCompleted;

    public void AskBack()
    {
        _releasing = true;
        if (!_unsaved || !_schedule.IsOn)
            Cancel();
    }

    public void Cancel() => _cancelled.TrySetResult();

    public async Task RunAsync()
    {
        if (IsCancelled)
            return;
        var started = _silo.Clock.GetUtcNow();
        var clock = _silo.Clock.GetTimestamp();
        var end = End;
        try
        {
            end = await TrainAsync(end);
        }
        catch (OperationCanceledException)
        {
        }
        catch (InvalidOperationException broken)
        {
            end = end with { Failure = broken.Message };
        }

        End = end with { Started = started, Seconds = _silo.Clock.GetElapsedTime(clock).TotalSeconds };
    }

    public async Task<AttemptEnd> CompleteAsync()
    {
        try
        {
            await WaitAsync(_reporter.CompleteAsync(CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
            return End with { Result = [], Digest = "", Epochs = _reporter.Take() };
        }
        catch (InvalidOperationException broken)
        {
            return End with { Result = [], Digest = "", Failure = End.Failure ?? broken.Message };
        }

        return End with { Epochs = _reporter.Take() };
    }

    private async Task<AttemptEnd> TrainAsync(AttemptEnd end)
    {
        var training = _conditions.TrainingOf(Job);
        var breaksAt = _conditions.BreaksAt(training);
        var behind = 0;
        using var digest = new TrialDigest();
        if (Job.Resume is { } resume)
        {
            behind = int.Parse(Encoding.UTF8.GetString(resume.State.AsSpan()), CultureInfo.InvariantCulture) + _conditions.EpochsSkipped;
            foreach (var epoch in resume.Recorded)
                digest.Append(epoch);
        }

        foreach (var epoch in training.Epochs.Skip(behind))
        {
            await WaitAsync(_silo.Wait(_conditions.EpochTime()));
            if (epoch.Epoch >= breaksAt && breaksAt > 0)
                throw new InvalidOperationException("the training broke");
            _unsaved = true;
            digest.Append(epoch);
            _reporter.Add(epoch);
            var saved = (_releasing || _schedule.IsDue(epoch.Epoch)) && Save(epoch.Epoch);
            if (_releasing)
                return end;
            _reporter.SendIfDue();
            if (saved)
                _unsaved = _reporter.HasCheckpoint;
        }

        var bytes = new ArrayBufferWriter<byte>();
        TrialResultCodec.Write(bytes, training.Result);
        return end with { Result = ImmutableArray.Create(bytes.WrittenSpan), Digest = digest.Finish(training.Result) };
    }

    private bool Save(int epoch)
    {
        if (!_schedule.IsOn)
            return false;
        _reporter.Add(epoch, [.. Encoding.UTF8.GetBytes(epoch.ToString(CultureInfo.InvariantCulture))], 0);
        _schedule.Saved(epoch);
        return true;
    }

    private async Task WaitAsync(Task awaited)
    {
        await Task.WhenAny(awaited, _cancelled.Task);
        if (IsCancelled)
            throw new OperationCanceledException();
        await awaited;
    }
}
