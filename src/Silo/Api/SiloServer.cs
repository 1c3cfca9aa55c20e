using Microsoft.Extensions.Logging;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Sweeps;
using Sweep.Silo.Hosting;

namespace Sweep.Silo.Api;

/// <summary>What a silo of a cluster serves on one address: the API, health and metrics.</summary>
internal sealed class SiloServer : IAsyncDisposable
{
    private readonly SweepService _sweeps;
    private readonly ApiServer _api;
    private readonly Lazy<Task> _closing;

    private SiloServer(SweepService sweeps, ApiServer api)
    {
        (_sweeps, _api) = (sweeps, api);
        _closing = new(CloseAsync);
    }

    /// <summary>Where it is served.</summary>
    public Uri Address => _api.Address;

    /// <summary>Starts to serve.</summary>
    /// <param name="hosting">The cluster's sweeps.</param>
    /// <param name="dataFolder">Folder that paths of data files in submitted specs start at; empty for none.</param>
    /// <param name="options">How.</param>
    /// <param name="status">Health and metrics.</param>
    /// <param name="logger">Takes what goes wrong out of everybody's sight.</param>
    /// <exception cref="InvalidInputException">The address is not ours to use, or is open to others without a token.</exception>
    public static async Task<SiloServer> StartAsync(
        ISweepHosting hosting, string dataFolder, ApiOptions options, StatusApplication status, ILogger<SweepService> logger)
    {
        var sweeps = new SweepService(hosting, dataFolder, logger);
        try
        {
            var api = await ApiServer.StartAsync(sweeps, options, hosting.Time, status).ConfigureAwait(false);
            sweeps.Open();
            return new(sweeps, api);
        }
        catch
        {
            await sweeps.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no more requests and ends event streams; sweeps run on. Whoever comes later waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_closing.Value);

    private async Task CloseAsync()
    {
        await _api.DisposeAsync().ConfigureAwait(false);
        await _sweeps.DisposeAsync().ConfigureAwait(false);
    }
}
