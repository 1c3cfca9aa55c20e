using Sweep.Training.Data;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Running;

/// <summary>The worker's side of the protocol.</summary>
public static class WorkerSession
{
    /// <summary>Trains what is asked for on one stream and answers on the other, until the first ends.</summary>
    /// <param name="input">What the parent says.</param>
    /// <param name="output">What it is told.</param>
    /// <param name="engines">Engines of this build.</param>
    /// <param name="data">Data sets.</param>
    /// <param name="time">Paces the signs of life.</param>
    /// <exception cref="IOException">What the parent says is not the protocol, or the streams break.</exception>
    public static void Run(Stream input, Stream output, EngineSet engines, IDataProvider data, TimeProvider time)
    {
        try
        {
            new WorkerLoop(new MessageStream(input, output), engines, data, time).Run();
        }
        catch (ProtocolException exception)
        {
            throw new IOException($"what came over standard input is not what sweep says to its workers: {exception.Message}", exception);
        }
    }
}
