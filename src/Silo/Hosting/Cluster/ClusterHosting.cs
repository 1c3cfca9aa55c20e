using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;
using Orleans.Serialization;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting.Cluster;
using Sweep.Storage;

namespace Sweep.Silo.Hosting;

/// <summary>Makes silos and clients of a cluster of Microsoft Orleans.</summary>
public static class ClusterHosting
{
    private const string Provider = "Npgsql";

    /// <summary>Makes the tables that a cluster needs, where the database lacks them.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StoreException">The database cannot be reached or refuses.</exception>
    internal static async Task PrepareAsync(ClusterSiloOptions options, CancellationToken cancellation)
    {
        try
        {
            await OrleansSchema.EnsureAsync(PostgresConnectionString.Of(options.Store), cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw new StoreException($"the cluster's tables cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Adds a silo to the application.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="options">How to run.</param>
    internal static void AddSilo(HostApplicationBuilder builder, ClusterSiloOptions options)
    {
        var connection = PostgresConnectionString.Of(options.Store);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(cluster => Name(cluster, options.ClusterId))
            .ConfigureEndpoints(options.Address, options.SiloPort, options.GatewayPort)
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Provider, connection))
            .UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Provider, connection))
            .Configure<ClusterMembershipOptions>(membership => Watch(membership, options.ProbeTimeout))
            .Configure<ExceptionSerializationOptions>(Own)
            .ForSweeps());
        builder.Services.AddSingleton<IFatalErrorHandler, ExpelledSilo>();
        builder.Logging.WithoutAdvice();
    }

    /// <summary>The address that other silos know this one by.</summary>
    /// <param name="services">The silo's services.</param>
    internal static string AddressOf(IServiceProvider services)
        => services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    /// <summary>Whether a silo could not join because others that should be active did not answer it.</summary>
    /// <param name="exception">Why it did not start.</param>
    internal static bool IsShutOut(Exception exception)
        => exception is OrleansClusterConnectivityCheckFailedException || (exception.InnerException is { } inner && IsShutOut(inner));

    /// <summary>Ends a silo that could not start; the process goes on without it.</summary>
    /// <param name="host">Its host.</param>
    internal static async Task AbandonAsync(IHost host)
    {
        ((ExpelledSilo)host.Services.GetRequiredService<IFatalErrorHandler>()).Abandon();
        try
        {
            await host.StopAsync();
        }
        catch (InvalidOperationException)
        {
            // One that has come no further than starting refuses to be stopped; disposing of it ends what it began.
        }

        host.Dispose();
    }

    /// <summary>Connects to the silos of a cluster. The host that is returned has to be stopped and disposed of.</summary>
    /// <param name="store">The database that holds the cluster's membership.</param>
    /// <param name="clusterId">Name of the cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidInputException">No silo of that cluster answers.</exception>
    public static async Task<IHost> ConnectAsync(string store, string clusterId, CancellationToken cancellation)
    {
        var connection = PostgresConnectionString.Of(store);
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(cluster => Name(cluster, clusterId))
            .Configure<ExceptionSerializationOptions>(Own)
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Provider, connection)));
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation);
            return host;
        }
        catch (Exception exception) when (exception is OrleansException or NpgsqlException or TimeoutException)
        {
            host.Dispose();
            throw new InvalidInputException($"no silo of the cluster '{clusterId}' answers: {exception.Message}", exception);
        }
    }

    /// <summary>Opens the record that the silos of a cluster share.</summary>
    /// <param name="store">The database.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StoreException">The record cannot be opened.</exception>
    public static async Task<IMeasuredStore> OpenRecordAsync(string store, CancellationToken cancellation)
        => await PostgresSweepStore.OpenAsync(store, StoreAccess.ReadWrite, TimeProvider.System, cancellation: cancellation);

    private static void Name(ClusterOptions cluster, string id) => (cluster.ClusterId, cluster.ServiceId) = (id, id);

    // A silo is taken for dead after three probes without an answer. How often a silo says in the table that it lives
    // decides how many silos there are to vote. A silo that takes longer than the given time to join is declared dead too,
    // so that has to be enough for a busy machine.
    private static void Watch(ClusterMembershipOptions membership, TimeSpan probe)
    {
        membership.ProbeTimeout = probe;
        membership.NumMissedProbesLimit = 3;
        membership.IAmAliveTablePublishTimeout = probe * 2;
        membership.NumMissedTableIAmAliveLimit = 3;
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
    }

    // Exceptions of ours cross calls as they are.
    private static void Own(ExceptionSerializationOptions exceptions) => exceptions.SupportedNamespacePrefixes.Add("Sweep");
}
