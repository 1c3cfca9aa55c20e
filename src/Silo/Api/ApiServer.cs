using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;
using Sweep.Silo.Hosting;

namespace Sweep.Silo.Api;

/// <summary>Serves the API over HTTP. It reads no file and no environment variable, and takes no signals.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private const int MostConnections = 512;
    private const int MostHeaderBytes = 16 << 10;
    private const int MostHeaders = 64;

    private readonly WebApplication _application;

    private ApiServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it is served; with the port chosen where any was asked for.</summary>
    public Uri Address { get; }

    /// <summary>The application's services.</summary>
    internal IServiceProvider Services => _application.Services;

    /// <summary>Refuses what is not safe, before anything is opened.</summary>
    /// <exception cref="InvalidInputException">The address is open to others, and there is no token.</exception>
    public static void Check(ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Listen.IsLoopback && options.Token is null)
            throw new InvalidInputException($"{options.ListenOption} {options.Listen} is open to other machines, so a token is needed: set {AccessToken.Variable} or name a file with --token-file; 'openssl rand -hex 32' makes one");
    }

    /// <summary>Starts to serve.</summary>
    /// <param name="sweeps">Whose sweeps.</param>
    /// <param name="options">How.</param>
    /// <param name="time">Tells when a stream has been silent for long.</param>
    /// <exception cref="InvalidInputException">The address is not ours to use, or is open to others without a token.</exception>
    public static Task<ApiServer> StartAsync(ISweepService sweeps, ApiOptions options, TimeProvider time) => StartAsync(sweeps, options, time, status: null);

    /// <summary>Starts to serve beside what a silo tells of itself, which everybody may ask, as often as they like.</summary>
    /// <param name="sweeps">Whose sweeps.</param>
    /// <param name="options">How.</param>
    /// <param name="time">Tells when a stream has been silent for long.</param>
    /// <param name="status">Answers for health and metrics; null to have the API's own probes.</param>
    /// <exception cref="InvalidInputException">The address is not ours to use, or is open to others without a token.</exception>
    internal static async Task<ApiServer> StartAsync(ISweepService sweeps, ApiOptions options, TimeProvider time, StatusApplication? status)
    {
        Check(options);
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "sweep" });
        builder.Logging.AddStandardError(options.LogFormat);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services
            .AddSingleton<IHostLifetime, NoLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.Grace)
            .AddSingleton(sweeps)
            .AddSingleton(time)
            .AddSweepApi(options);
        var application = builder.Build();
        if (status is not null)
            application.Use(next => context => StatusApplication.Takes(context.Request.Path) ? status.ProcessRequestAsync(context) : next(context));
        application.UseSweepApi();
        application.MapSweepApi(probes: status is null);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
            return new(application, new(application.Urls.Single()));
        }
        catch (Exception exception)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            if (Reason(exception) is { } reason)
                throw new InvalidInputException($"{options.ListenOption} {options.Listen} {reason}; choose another, or port 0 for any free one", exception);
            throw;
        }
    }

    /// <summary>Takes no more requests, ends event streams, and lets other answers that are under way end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, ApiOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.GreatestBody;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Listen(options.Listen.Address, options.Listen.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static string? Reason(Exception exception) => exception switch
    {
        AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "is in use",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "needs rights that this process has not",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "is no address of this machine",
        { InnerException: { } inner } => Reason(inner),
        _ => null,
    };
}
