using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Hosting;

/// <summary>
/// Trains in worker processes, one a slot: the same engines, the same bits. Whatever becomes of a process costs the one
/// attempt that it trained, which fails with the cause, and the slot's next training has another process.
/// </summary>
public sealed partial class IsolatedTrainer : ITrainer, IDisposable
{
    // The process that is asked for devices belongs to no slot.
    private const int NoSlot = -1;

    private readonly WorkerSlots _slots;
    private readonly ILogger<IsolatedTrainer> _logger;
    private readonly CudaDevices _devices;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="options">How workers are started and watched.</param>
    /// <param name="time">Paces the watch.</param>
    /// <param name="logger">Takes what becomes of workers.</param>
    /// <param name="meter">Counts it; null where nobody asks.</param>
    public IsolatedTrainer(WorkerOptions options, TimeProvider time, ILogger<IsolatedTrainer> logger, IWorkerMeter? meter = null)
    {
        _slots = new(options, time, meter);
        _logger = logger;
        _devices = new(CountOnce, Environment.GetEnvironmentVariable(WorkerStart.VisibleDevices));
    }

    /// <summary>The process of each slot that has one.</summary>
    public IReadOnlyList<(int Slot, int ProcessId)> Processes => _slots.Processes;

    /// <inheritdoc/>
    public ITrainer For(TrialSite site) => new AtSite(this, site);

    /// <summary>Counts the devices that CUDA can use on this machine, in a worker, once.</summary>
    /// <exception cref="WorkerException">No worker can count them.</exception>
    public int CountCudaDevices() => _devices.Count;

    /// <summary>Refuses: a worker has to know which trial it is.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key) => throw NoSite();

    /// <summary>Refuses: a worker has to know which trial it is.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint) => throw NoSite();

    /// <summary>Ends all workers.</summary>
    public void Dispose()
    {
        _slots.Dispose();
        _devices.Dispose();
    }

    private static InvalidOperationException NoSite() => new($"An isolated training is made by {nameof(For)}.");

    private IsolatedRun Open(TrialSite site, PreparedData data, ReadOnlySpan<byte> checkpoint, bool resumes)
    {
        var cuda = site.Trial.Combination.Config.Training.Device == Device.Cuda;
        var device = cuda ? _devices.Enter(site.Slot, site.Cancelled) : null;
        WorkerProcess? worker = null;
        IsolatedRun? run = null;
        try
        {
            worker = _slots.Rent(site.Slot, device, gone => LogEndedIdle(gone.Id, site.Slot, gone.Exit?.Text ?? "is gone"), site.Cancelled);
            LogTrains(site.Sweep, site.Trial.Index, site.Attempt, worker.Id, site.Slot);
            run = new IsolatedRun(worker, site, () => Close(site, device, worker));
            run.Start(data.Hash, checkpoint, resumes);
            return run;
        }
        catch
        {
            if (run is not null)
                run.Dispose();
            else
                _devices.Leave(device, site.Slot);
            throw;
        }
    }

    private void Close(TrialSite site, string? device, WorkerProcess worker)
    {
        if (!worker.IsUsable)
            LogEnded(site.Sweep, site.Trial.Index, site.Attempt, worker.Id, site.Slot, worker.Exit?.Text ?? "is gone");
        _slots.Return(site.Slot, device, worker);
        _devices.Leave(device, site.Slot);
    }

    private int CountOnce()
    {
        var worker = _slots.Rent(NoSlot, null, _ => { }, CancellationToken.None);
        try
        {
            var answer = worker.Ask(MessageKind.CountDevices, default, CancellationToken.None);
            return answer.Kind switch
            {
                MessageKind.Devices when answer.Body.Length == sizeof(int) => BinaryPrimitives.ReadInt32LittleEndian(answer.Body.Span),
                MessageKind.Refused => throw new WorkerException(Refusal.Read(answer).Text),
                _ => throw worker.Break(new($"it answers {MessageKind.CountDevices} by {answer.Kind}")),
            };
        }
        finally
        {
            _slots.Discard(worker);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Sweep {Sweep}, trial {Trial}, attempt {Attempt}: worker process {Process} of slot {Slot} {What}; the slot's next trial has another")]
    private partial void LogEnded(string sweep, long trial, int attempt, int process, int slot, string what);

    [LoggerMessage(2, LogLevel.Warning, "Worker process {Process} of slot {Slot} {What} while it waited for a trial; it is replaced")]
    private partial void LogEndedIdle(int process, int slot, string what);

    [LoggerMessage(3, LogLevel.Debug, "Sweep {Sweep}, trial {Trial}, attempt {Attempt}: trained by worker process {Process} of slot {Slot}")]
    private partial void LogTrains(string sweep, long trial, int attempt, int process, int slot);

    private sealed class AtSite(IsolatedTrainer trainer, TrialSite site) : ITrainer
    {
        public ITrainingRun Start(TrialConfig config, PreparedData data, RandomKey key) => trainer.Open(site, data, default, resumes: false);

        public ITrainingRun Resume(TrialConfig config, PreparedData data, RandomKey key, ReadOnlySpan<byte> checkpoint)
            => trainer.Open(site, data, checkpoint, resumes: true);
    }
}
