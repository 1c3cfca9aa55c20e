using System.Buffers;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training;
using Sweep.Training.Data;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Running;

/// <summary>The training that a worker has in hand. Used by one thread.</summary>
internal sealed class WorkerTrial(MessageStream stream, EngineSet engines, IDataProvider data)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private (string Spec, SweepPlan Plan)? _plan;
    private ReadOnlyMemory<byte> _checkpoint;
    private ITrainingRun? _run;

    /// <summary>Does what a message asks, and answers it.</summary>
    public void Do(Message message, CancellationToken cancellation)
    {
        switch (message.Kind)
        {
            case MessageKind.Checkpoint:
                _checkpoint = message.Body;
                break;
            case MessageKind.End:
                End();
                break;
            case MessageKind.Cancel:
                End();
                stream.Write(MessageKind.Cancelled);
                break;
            default:
                Answer(message, cancellation);
                break;
        }
    }

    private void Answer(Message message, CancellationToken cancellation)
    {
        try
        {
            _buffer.ResetWrittenCount();
            switch (message.Kind)
            {
                case MessageKind.Start:
                    Start(StartRequest.Read(message), cancellation);
                    break;
                case MessageKind.Next:
                    Next(cancellation);
                    break;
                case MessageKind.Save:
                    Run.Save(_buffer);
                    stream.Write(MessageKind.Saved, _buffer.WrittenSpan);
                    break;
                case MessageKind.Finish:
                    TrialResultCodec.Write(_buffer, Run.Finish());
                    stream.Write(MessageKind.Result, _buffer.WrittenSpan);
                    break;
                case MessageKind.CountDevices:
                    stream.Write(MessageKind.Devices, BitConverter.GetBytes(engines.CountCudaDevices()));
                    break;
                default:
                    throw new ProtocolException($"nobody may ask a worker for {message.Kind}");
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The answer is that to the cancellation, which comes next.
        }
#pragma warning disable CA1031 // Whatever breaks in a training is told to whoever asked for it, and the worker lives on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            stream.Write(MessageKind.Refused, RefusalOf(exception).ToBody());
        }
    }

    private ITrainingRun Run => _run ?? throw new ProtocolException("no training has been started");

    private void Start(StartRequest request, CancellationToken cancellation)
    {
        End();
        var checkpoint = _checkpoint;
        _checkpoint = default;
        if (_plan?.Spec != request.Spec)
            _plan = (request.Spec, SpecCompiler.Compile(request.Spec, "the spec").PlanOrThrow());
        var plan = _plan.Value.Plan;
        if (plan.Hash != request.Hash)
            throw new ProtocolException($"the spec compiles to the plan {plan.Hash} here, not to {request.Hash}");
        var site = new TrialSite(plan, plan.Trial(request.Trial), request.BaseDirectory);
        var config = site.Trial.Combination.Config;
        var prepared = data.Load(config.Dataset, site.DataKey, site.BaseDirectory);
        cancellation.ThrowIfCancellationRequested();
        var engine = engines.Get(config.Training.Engine).For(site);
        _run = request.Resumes
            ? engine.Resume(config, prepared, site.Trial.Key, checkpoint.Span)
            : engine.Start(config, prepared, site.Trial.Key);
        stream.Write(MessageKind.Started, new StartAnswer(prepared.Hash, request.Resumes ? _run.Report : null).ToBody());
    }

    private void Next(CancellationToken cancellation)
    {
        if (!Run.NextEpoch(cancellation))
        {
            stream.Write(MessageKind.Over);
            return;
        }

        EpochReportCodec.Write(_buffer, Run.Report);
        stream.Write(MessageKind.Epoch, _buffer.WrittenSpan);
    }

    private void End()
    {
        _run?.Dispose();
        _run = null;
    }

    private static Refusal RefusalOf(Exception exception) => exception switch
    {
        InvalidInputException => new(RefusalReason.Input, exception.Message),
        InvalidCheckpointException => new(RefusalReason.Checkpoint, exception.Message),
        _ => new(RefusalReason.Failure, $"{exception.GetType().Name}: {exception.Message}"),
    };
}
