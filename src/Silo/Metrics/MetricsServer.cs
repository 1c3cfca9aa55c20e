using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sweep.Core.Specs;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Serves <c>/metrics</c> on 127.0.0.1. It is Kestrel alone, without a host: it reads no file and no environment variable,
/// logs nothing and takes no signals.
/// </summary>
public sealed class MetricsServer : IAsyncDisposable
{
    private readonly KestrelServer server;

    private MetricsServer(KestrelServer server, Uri address)
    {
        this.server = server;
        Address = address;
    }

    /// <summary>Where it is served.</summary>
    public Uri Address { get; }

    /// <summary>The port that it listens on; the one chosen where any was asked for.</summary>
    public int Port => Address.Port;

    /// <summary>Starts to serve.</summary>
    /// <param name="exporter">Whose numbers.</param>
    /// <param name="port">Port; 0 for any free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="InvalidInputException">The port is no port, is in use, or is not ours to use.</exception>
    public static async Task<MetricsServer> StartAsync(PrometheusExporter exporter, int port, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exporter);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new InvalidInputException($"metrics port {port}: a port is 1 to {IPEndPoint.MaxPort}, or 0 for any free one");
        return await StartAsync(new MetricsApplication(exporter), new(IPAddress.Loopback, port), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MetricsServer> StartAsync(MetricsApplication application, IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = 0;
        options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(application, cancellationToken).ConfigureAwait(false);
            var bound = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
            return new MetricsServer(server, new Uri(new Uri(bound), MetricsApplication.Path));
        }
        catch (Exception error)
        {
            server.Dispose();
            if (Reason(error) is { } reason)
                throw new InvalidInputException($"metrics port {endpoint.Port} on {endpoint.Address} {reason}; choose another, or 0 for any free one", error);
            throw;
        }
    }

    /// <summary>Lets running answers end and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
        server.Dispose();
    }

    private static string? Reason(Exception error) => error switch
    {
        AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "is in use",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "needs rights that this process has not",
        { InnerException: { } inner } => Reason(inner),
        _ => null,
    };
}
