using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Sweep.Client.Output;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Storage;

namespace Sweep.Client.Running;

/// <summary>A connection to a cluster: its record and its grains.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private readonly IHost _client;
    private readonly ClusterRequest _request;

    private ClusterSession(IHost client, ISweepStore store, ClusterRequest request)
        => (_client, Store, _request, Grains) = (client, store, request, client.Services.GetRequiredService<IGrainFactory>());

    /// <summary>The cluster's record.</summary>
    public ISweepStore Store { get; }

    /// <summary>References to the cluster's grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Connects.</summary>
    /// <exception cref="InvalidInputException">No silo answers, or this build has no cluster.</exception>
    /// <exception cref="StoreException">The record cannot be opened.</exception>
    public static async Task<ClusterSession> OpenAsync(ClusterRequest request, CancellationToken cancellation)
    {
        var client = await ClusterHosting.ConnectAsync(request.Store, request.ClusterId, cancellation);
        try
        {
            return new(client, await ClusterHosting.OpenRecordAsync(request.Store, cancellation), request);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>What runs and shows sweeps here.</summary>
    public ClusterRunner Runner(Terminal terminal) => new(Grains, Store, TimeProvider.System, terminal, _request);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        await Store.DisposeAsync();
    }
}
