using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Hosting;

/// <summary>
/// One worker process as its parent sees it. One thread at a time asks it for things; a thread of its own reads what it
/// sends, and a timer watches that it lives.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    // An answer to what was asked, and one to a cancellation that crossed it; more nobody can have asked for.
    private const int MostWaiting = 4;
    private static readonly TimeSpan Reaping = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastErrors = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly IWorkerMeter? _meter;
    private readonly MessageStream _stream;
    private readonly BlockingCollection<Message> _messages = new(MostWaiting);
    private readonly LastWords _lastWords = new();
    private readonly Task _errors;
    private readonly Thread _reader;
    private readonly ITimer _watching;
    private readonly WorkerWatch _watch;
    private WorkerExit? _fault;
    private volatile WorkerExit? _exit;
    private volatile bool _letGo;

    private WorkerProcess(Process process, WorkerOptions options, TimeProvider time, IWorkerMeter? meter)
    {
        (_process, _options, _time, _meter) = (process, options, time, meter);
        Id = process.Id;
        _watch = new(options);
        _stream = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream) { Heard = _watch.Heard };
        _errors = _lastWords.ReadAsync(process.StandardError);
        _reader = new(Read) { IsBackground = true, Name = $"worker {Id}" };
        _reader.Start();
        _watching = time.CreateTimer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>Whether it can be asked for anything.</summary>
    public bool IsUsable => Volatile.Read(ref _fault) is null && _exit is null;

    /// <summary>How it ended; null while it lives.</summary>
    public WorkerExit? Exit => _exit;

    /// <summary>Starts a worker and hears its hello.</summary>
    /// <param name="options">What to start, and how to watch it.</param>
    /// <param name="device">What it may see of CUDA's devices; null for all that this process sees.</param>
    /// <param name="time">Paces the watch.</param>
    /// <param name="meter">Told of its start and end; null where nobody asks.</param>
    /// <param name="cancellation">Gives up, and the worker with it.</param>
    /// <exception cref="WorkerException">It does not start, or is of another version.</exception>
    public static WorkerProcess Start(WorkerOptions options, string? device, TimeProvider time, IWorkerMeter? meter, CancellationToken cancellation)
    {
        WorkerProcess worker;
        try
        {
            worker = new(Process.Start(WorkerStart.Of(options.Command, device))!, options, time, meter);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            meter?.Ended(ExitCause.NotStarted);
            throw new WorkerException($"a worker process could not be started, {options.Command.FileName}: {exception.Message}", exception);
        }

        try
        {
            meter?.Started();
            worker.CheckHello(WorkerHello.Read(worker.Take(cancellation)));
            return worker;
        }
        catch (ProtocolException exception)
        {
            throw worker.Break(exception);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Asks for something and waits for the answer.</summary>
    /// <exception cref="WorkerException">The worker is gone.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and the worker has given its training up or is gone.</exception>
    public Message Ask(MessageKind kind, ReadOnlySpan<byte> body, CancellationToken cancellation)
    {
        _watch.Asked();
        try
        {
            Tell(kind, body);
            return Take(cancellation);
        }
        catch (OperationCanceledException)
        {
            Cancel();
            throw;
        }
        finally
        {
            _watch.Answered();
        }
    }

    /// <summary>Says something that has no answer.</summary>
    /// <exception cref="WorkerException">The worker is gone.</exception>
    public void Tell(MessageKind kind, ReadOnlySpan<byte> body = default)
    {
        try
        {
            _stream.Write(kind, body);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            _reader.Join(Reaping);
            throw Gone(exception);
        }
    }

    /// <summary>What it sent has no place there: it is ended.</summary>
    /// <returns>What to throw.</returns>
    public WorkerException Break(ProtocolException exception)
    {
        Fail(new(ExitCause.Garbled, $"broke the protocol: {exception.Message}"));
        _reader.Join(Reaping);
        return Gone(exception);
    }

    /// <summary>Lets the worker go: it ends by itself as its input closes, or is killed where it does not.</summary>
    public void Dispose()
    {
        LetGo();
        if (!_reader.Join(_options.Patience))
        {
            Kill();
            _reader.Join(Reaping);
        }

        _watching.Dispose();
        _process.Dispose();
    }

    /// <summary>Closes its input, without waiting for what it does then.</summary>
    public void LetGo()
    {
        _letGo = true;
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // What had been buffered for it cannot be sent: it is gone already.
        }
    }

    private void CheckHello(WorkerHello hello)
    {
        if (hello.Protocol != WorkerHello.CurrentProtocol || hello.Product != WorkerHello.CurrentProduct)
        {
            Fail(new(ExitCause.OtherVersion, string.Create(CultureInfo.InvariantCulture,
                $"is of another version: protocol {hello.Protocol}, product '{hello.Product}', where this process has {WorkerHello.CurrentProtocol} and '{WorkerHello.CurrentProduct}'")));
            _reader.Join(Reaping);
            throw Gone(null);
        }
    }

    private Message Take(CancellationToken cancellation)
        => _messages.TryTake(out var message, Timeout.Infinite, cancellation) ? message : throw Gone(null);

    private WorkerException Gone(Exception? cause)
    {
        var text = (_exit ?? Volatile.Read(ref _fault))?.Text ?? "does not take in what is asked";
        var words = _lastWords.ToString();
        var message = $"worker process {Id} {text}{(words.Length == 0 ? "" : $"; its last words: {words}")}";
        return cause is null ? new(message) : new(message, cause);
    }

    // Whatever it answered before the cancellation reached it is passed over.
    private void Cancel()
    {
        try
        {
            using var patience = _time.CreateTimer(
                _ => Fail(new(ExitCause.Disobeyed, $"did not give its training up within {_options.Patience.TotalSeconds} s and was killed")), null, _options.Patience, Timeout.InfiniteTimeSpan);
            Tell(MessageKind.Cancel);
            while (Take(CancellationToken.None).Kind != MessageKind.Cancelled)
            {
            }
        }
        catch (WorkerException)
        {
            // It is gone, which gives the training up too. Whoever looks for a worker next starts another.
        }
    }

    private void Read()
    {
        try
        {
            while (_stream.Read() is { } message)
            {
                if (message.Kind == MessageKind.Beat)
                    _watch.Beat(message);
                else if (!_messages.TryAdd(message))
                    throw new ProtocolException($"it sends {message.Kind}, and more before it, that nobody asked for");
            }
        }
        catch (ProtocolException exception)
        {
            Fail(new(ExitCause.Garbled, $"broke the protocol: {exception.Message}"));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Fail(new(ExitCause.Garbled, $"cannot be heard: {exception.Message}"));
        }

        Reap();
        _messages.CompleteAdding();
    }

    private void Reap()
    {
        // Its output ends with it, as a rule; one that closed it and lives on is of no use.
        if (!_process.WaitForExit(Reaping))
        {
            Kill();
            _process.WaitForExit(Reaping);
        }

        // Where it has left a process of its own behind, its standard error does not end.
        _errors.Wait(LastErrors);
        _watching?.Dispose();
        _exit = Volatile.Read(ref _fault) ?? WorkerExit.Of(_process.HasExited ? _process.ExitCode : 0);
        if (!_letGo || _fault is not null)
            _meter?.Ended(_exit.Cause);
    }

    private void Watch()
    {
        if (_watch.Tick() is { } fault)
            Fail(fault);
    }

    private void Fail(WorkerExit fault)
    {
        if (Interlocked.CompareExchange(ref _fault, fault, null) is null)
            Kill();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
