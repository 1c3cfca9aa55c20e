using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sweep.Deploy.Tests.Fixture;

/// <summary>Answers 200 on a port to whoever asks, once a file is there; until then the port is closed.</summary>
internal sealed class Answering : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _answering;

    public Answering(int port, string after) => _answering = AnswerAsync(port, after);

    public void Dispose()
    {
        _stopping.Cancel();
        _answering.Wait();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(int port, string after)
    {
        try
        {
            while (!File.Exists(after))
                await Task.Delay(50, _stopping.Token);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(_stopping.Token);
                await client.GetStream().WriteAsync(Answer, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The test has ended.
        }
    }
}
