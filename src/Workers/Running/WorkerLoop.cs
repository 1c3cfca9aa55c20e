using System.Buffers.Binary;
using System.Collections.Concurrent;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Running;

/// <summary>
/// A worker: does what it is asked over its streams until they end. One thread reads, one trains, so that a training can be
/// cancelled while it runs; the pool's threads tell once a second that the process lives.
/// </summary>
/// <param name="stream">The messages.</param>
/// <param name="engines">Engines of this build.</param>
/// <param name="data">Data sets.</param>
/// <param name="time">Paces the beats.</param>
internal sealed class WorkerLoop(MessageStream stream, EngineSet engines, IDataProvider data, TimeProvider time)
{
    /// <summary>Time between two beats.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<(Message Message, CancellationTokenSource Cancellation)> _asked = [];

    /// <summary>Works until the other end closes the stream. A training that still runs then is left to the end of the process.</summary>
    /// <exception cref="ProtocolException">What was asked is no message.</exception>
    public void Run()
    {
        stream.Write(MessageKind.Hello, new WorkerHello(WorkerHello.CurrentProtocol, WorkerHello.CurrentProduct, Environment.ProcessId, [.. engines.Built.Select(EngineRules.Name)]).ToBody());
        var worker = new Thread(Work) { IsBackground = true, Name = "trainer" };
        worker.Start();
        using var over = new CancellationTokenSource();
        var beats = BeatAlways(over.Token);
        var cancellation = new CancellationTokenSource();
        while (stream.Read() is { } message)
        {
            // Each training has a token of its own, made before it is begun, so that a cancellation finds it at any moment.
            if (message.Kind == MessageKind.Start)
                cancellation = new();
            if (message.Kind == MessageKind.Cancel)
                cancellation.Cancel();
            _asked.Add((message, cancellation));
        }

        cancellation.Cancel();
        over.Cancel();
        _asked.CompleteAdding();
        beats.GetAwaiter().GetResult();
    }

    private void Work()
    {
        var trial = new WorkerTrial(stream, engines, data);
        try
        {
            foreach (var (message, cancellation) in _asked.GetConsumingEnumerable())
                trial.Do(message, cancellation.Token);
        }
        catch (IOException)
        {
            // Nobody listens any more; the reading thread meets the end of its stream and ends the process.
        }
    }

    private async Task BeatAlways(CancellationToken over)
    {
        using var timer = new PeriodicTimer(Beat, time);
        var ticks = new byte[sizeof(long)];
        try
        {
            do
            {
                BinaryPrimitives.WriteInt64LittleEndian(ticks, Environment.CpuUsage.TotalTime.Ticks);
                stream.Write(MessageKind.Beat, ticks);
            }
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The other end is gone, or about to go.
        }
    }
}
