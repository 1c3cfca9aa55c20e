using System.Net;
using System.Net.Sockets;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>Where a silo is reached.</summary>
/// <param name="Silo">By other silos.</param>
/// <param name="Gateway">By clients.</param>
/// <param name="Http">Over HTTP.</param>
internal sealed record SiloPorts(int Silo, int Gateway, int Http)
{
    /// <summary>Three ports that nobody has.</summary>
    public static SiloPorts Free()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = Array.ConvertAll(listeners, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        foreach (var listener in listeners)
            listener.Dispose();
        return new(ports[0], ports[1], ports[2]);
    }

    /// <summary>Whether nobody has a port.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
