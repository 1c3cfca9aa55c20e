using System.Buffers;
using System.Globalization;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Hosting;

/// <summary>A training in a worker process.</summary>
/// <param name="worker">The process.</param>
/// <param name="site">Where the training belongs.</param>
/// <param name="over">Called once it is over, so that the worker can be used again.</param>
internal sealed class IsolatedRun(WorkerProcess worker, TrialSite site, Action over) : ITrainingRun
{
    private EpochReport? _report;
    private bool _disposed;

    /// <inheritdoc/>
    public EpochReport Report => _report ?? throw new InvalidOperationException("No epoch has been trained yet.");

    /// <summary>Makes the training ready.</summary>
    /// <param name="dataHash">Hash of the data as this process has it.</param>
    /// <param name="checkpoint">What it goes on from.</param>
    /// <param name="resumes">Whether it goes on from there, or begins anew.</param>
    public void Start(string dataHash, ReadOnlySpan<byte> checkpoint, bool resumes)
    {
        if (resumes)
            worker.Tell(MessageKind.Checkpoint, checkpoint);
        var request = new StartRequest(site.Plan.NormalisedYaml, site.Plan.Hash, site.Trial.Index, site.BaseDirectory, resumes);
        var started = Read(Ask(MessageKind.Start, request.ToBody(), site.Cancelled, MessageKind.Started), StartAnswer.Read);
        if (started.DataHash != dataHash)
            throw new WorkerException($"worker process {worker.Id} has prepared other data, {started.DataHash}, than this process, {dataHash}: a file has changed, or is another where the worker looks");
        _report = started.Last;
    }

    /// <inheritdoc/>
    public bool NextEpoch(CancellationToken cancellation = default)
    {
        var answer = Ask(MessageKind.Next, default, cancellation, MessageKind.Epoch, MessageKind.Over);
        if (answer.Kind == MessageKind.Over)
            return false;
        _report = Read(answer, message => EpochReportCodec.Read(message.Body.Span).Single());
        return true;
    }

    /// <inheritdoc/>
    public TrialResult Finish()
        => Read(Ask(MessageKind.Finish, default, site.Cancelled, MessageKind.Result), message => TrialResultCodec.Read(message.Body.Span));

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output)
        => output.Write(Ask(MessageKind.Save, default, site.Cancelled, MessageKind.Saved).Body.Span);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            if (worker.IsUsable)
                worker.Tell(MessageKind.End);
        }
        catch (WorkerException)
        {
            // It has ended since, and is replaced when the slot needs it next.
        }

        over();
    }

    private Message Ask(MessageKind kind, ReadOnlySpan<byte> body, CancellationToken cancellation, params ReadOnlySpan<MessageKind> expected)
    {
        var answer = worker.Ask(kind, body, cancellation);
        if (expected.Contains(answer.Kind))
            return answer;
        if (answer.Kind != MessageKind.Refused)
            throw worker.Break(new(string.Create(CultureInfo.InvariantCulture, $"it answers {kind} by {answer.Kind}")));
        var refusal = Read(answer, Refusal.Read);
        throw refusal.Reason switch
        {
            RefusalReason.Input => new InvalidInputException(refusal.Text),
            RefusalReason.Checkpoint => new InvalidCheckpointException(refusal.Text),
            _ => new WorkerException(refusal.Text),
        };
    }

    private T Read<T>(Message message, Func<Message, T> read)
    {
        try
        {
            return read(message);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw worker.Break(new($"its message {message.Kind} cannot be read: {exception.Message}", exception));
        }
        catch (ProtocolException exception)
        {
            throw worker.Break(exception);
        }
    }
}
