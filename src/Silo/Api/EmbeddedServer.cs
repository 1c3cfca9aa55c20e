using Microsoft.Extensions.Logging;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Sweeps;
using Sweep.Silo.Hosting;
using Sweep.Storage;

namespace Sweep.Silo.Api;

/// <summary>A server that is complete in one process: the record, the grains, the trainers and the API.</summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly ILoggerFactory _logging;
    private readonly SweepHost _host;
    private readonly SweepService _sweeps;
    private readonly ApiServer _api;

    private EmbeddedServer(ILoggerFactory logging, SweepHost host, SweepService sweeps, ApiServer api)
        => (_logging, _host, _sweeps, _api) = (logging, host, sweeps, api);

    /// <summary>Where the API is served.</summary>
    public Uri Address => _api.Address;

    /// <summary>Where metrics are served; null where they are not.</summary>
    public Uri? MetricsAddress => _host.MetricsAddress;

    /// <summary>What serves.</summary>
    internal ApiServer Api => _api;

    /// <summary>Opens the record, starts to serve, and goes on with the sweeps that the record says are running.</summary>
    /// <param name="silo">How to run trials.</param>
    /// <param name="api">How to serve.</param>
    /// <param name="data">Data sets, and where submitted specs may find files.</param>
    /// <exception cref="InvalidInputException">An address cannot be used.</exception>
    /// <exception cref="StoreException">The record cannot be opened for writing.</exception>
    public static async Task<EmbeddedServer> StartAsync(SweepHostOptions silo, ApiOptions api, ConfinedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ApiServer.Check(api);
        var logging = LoggerFactory.Create(builder => builder.AddStandardError(silo.LogFormat));
        SweepHost? host = null;
        SweepService? sweeps = null;
        ApiServer? server = null;
        try
        {
            host = await SweepHost.StartAsync(silo, data).ConfigureAwait(false);
            sweeps = new(new EmbeddedHosting(host, data), data.Folder, logging.CreateLogger<SweepService>());
            server = await ApiServer.StartAsync(sweeps, api, host.Time).ConfigureAwait(false);
            await sweeps.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            return new(logging, host, sweeps, server);
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync().ConfigureAwait(false);
            if (sweeps is not null)
                await sweeps.DisposeAsync().ConfigureAwait(false);
            if (host is not null)
                await host.DisposeAsync().ConfigureAwait(false);
            logging.Dispose();
            throw;
        }
    }

    /// <summary>Takes no more requests, takes back running trials, and closes the record. Sweeps that ran go on at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync().ConfigureAwait(false);
        await _sweeps.DisposeAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _logging.Dispose();
    }
}
