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

    /// <summary>Watches a sweep of a cluster until it ends or the user has seen enough.</summary>
    /// <param name="request">Which cluster, and how to show it.</param>
    /// <param name="id">The sweep's id, or a beginning of it.</param>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="cancellation">Gives up connecting.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> WatchAsync(ClusterRequest request, string id, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(request, cancellation);
        var (sweep, plan) = await RecordReader.FindAsync(session.Store, id, cancellation);
        return await session.Runner(terminal).WatchAsync(sweep.Id, plan);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        await Store.DisposeAsync();
    }
}
