using System.Net.Sockets;

namespace Sweep.Storage.Tests.Postgres;

/// <summary>Stands between a store and a server, and loses what it is told to lose.</summary>
internal sealed class LossyWire : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _open = [];
    private readonly List<Task> _work = [];
    private readonly string _target;
    private int _loss;

    public LossyWire(string serverFolder)
    {
        _target = Path.Combine(serverFolder, ".s.PGSQL.5432");
        _listener.Bind(new UnixDomainSocketEndPoint(_folder.File(".s.PGSQL.5432")));
        _listener.Listen();
        _work.Add(AcceptAsync());
    }

    /// <summary>Folder whose socket leads to the server.</summary>
    public string Folder => _folder.Path;

    /// <summary>How many commits were lost.</summary>
    public int Losses { get; private set; }

    /// <summary>Loses the next commit in this way.</summary>
    public void LoseNext(Loss loss) => Volatile.Write(ref _loss, (int)loss);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_open)
            _open.ForEach(s => s.Dispose());
        await Task.WhenAll(_work);
        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_target));
                lock (_open)
                    _open.AddRange([client, server]);
                var wire = new Wire(client, server);
                lock (_work)
                    _work.AddRange([ForwardAsync(wire), AnswerAsync(wire)]);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The listener is closed at the end.
        }
    }

    private async Task ForwardAsync(Wire wire)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = await wire.Client.ReceiveAsync(buffer)) > 0;)
            {
                var loss = (Loss)Volatile.Read(ref _loss);
                if (loss == Loss.None || buffer.AsSpan(0, count).IndexOf("COMMIT"u8) < 0)
                {
                    await wire.Server.SendAsync(buffer.AsMemory(0, count));
                    continue;
                }

                Volatile.Write(ref _loss, (int)Loss.None);
                Losses++;
                wire.Silent = true;
                if (loss == Loss.OfAnswer)
                {
                    await wire.Server.SendAsync(buffer.AsMemory(0, count));
                    await wire.Answered.Task;
                }

                wire.Client.Dispose();
                if (loss != Loss.WithoutTrace)
                    wire.Server.Dispose();
                return;
            }

            wire.Server.Dispose();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            wire.Server.Dispose();
        }
    }

    private static async Task AnswerAsync(Wire wire)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = await wire.Server.ReceiveAsync(buffer)) > 0;)
            {
                if (wire.Silent)
                    wire.Answered.TrySetResult();
                else
                    await wire.Client.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Either side may close the wire.
        }
        finally
        {
            wire.Answered.TrySetResult();
            wire.Client.Dispose();
        }
    }

    private sealed record Wire(Socket Client, Socket Server)
    {
        public bool Silent { get; set; }

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
