using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Silo.Metrics;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Hosting;

/// <summary>One silo in this process: the record, the grains, the trainers and, if asked for, the metrics endpoint.</summary>
public sealed partial class SweepHost : IAsyncDisposable
{
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(1);

    private readonly IHost _host;
    private readonly SqliteSweepStore _store;
    private readonly SiloTelemetry _telemetry;
    private readonly MetricsServer? _server;
    private readonly IDisposable?[] _tracked;
    private readonly ILogger<SweepHost> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _flushing;
    private readonly TimeSpan _drainBound;

    private SweepHost(SweepHostOptions options, IHost host, SqliteSweepStore store, SiloTelemetry telemetry, MetricsServer? server)
    {
        _drainBound = options.DrainBound;
        (_host, _store, _telemetry, _server) = (host, store, telemetry, server);
        Time = host.Services.GetRequiredService<TimeProvider>();
        Grains = host.Services.GetRequiredService<IGrainFactory>();
        Pool = host.Services.GetRequiredService<TrainerPool>();
        _logger = host.Services.GetRequiredService<ILogger<SweepHost>>();
        store.Statistics.Committed += OnCommitted;
        _tracked =
        [
            telemetry.Track(Pool),
            telemetry.Instruments.Store.Track(() => new(store.StaleWritesRefused)),
            GrainHosting.Track(host.Services, telemetry.Instruments),
        ];
        _flushing = FlushAlways();
    }

    /// <summary>References to grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>The record, open for writing.</summary>
    public ISweepStore Store => _store;

    /// <summary>The time that the silo goes by.</summary>
    public TimeProvider Time { get; }

    /// <summary>The threads that train.</summary>
    public TrainerPool Pool { get; }

    /// <summary>Where metrics are served; null where they are not.</summary>
    public Uri? MetricsAddress => _server?.Address;

    /// <summary>Opens the record and starts everything.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="data">Data sets; shared with whoever has loaded them already.</param>
    /// <exception cref="StoreException">The record cannot be opened for writing.</exception>
    /// <exception cref="InvalidInputException">The metrics port cannot be opened, or the record belongs to a cluster.</exception>
    public static async Task<SweepHost> StartAsync(SweepHostOptions options, IDataProvider data)
    {
        if (StoreOpener.IsShared(options.StorePath))
            throw new InvalidInputException($"{StoreOpener.Display(options.StorePath)} is the record of a cluster, whose silos alone run sweeps in it");
        var telemetry = new SiloTelemetry(options.MetricsPort is not null, options.LogFormat, options.Environment);
        MetricsServer? server = null;
        SqliteSweepStore? store = null;
        IHost? host = null;
        try
        {
            if (options.MetricsPort is { } port)
                server = await MetricsServer.StartAsync(telemetry.Pipeline!.Exporter, port);
            store = await SqliteSweepStore.OpenAsync(options.StorePath, StoreAccess.ReadWrite, TimeProvider.System);
            host = Build(options, data, store, telemetry);
            await host.StartAsync();
            return new(options, host, store, telemetry, server);
        }
        catch
        {
            host?.Dispose();
            if (store is not null)
                await store.DisposeAsync();
            if (server is not null)
                await server.DisposeAsync();
            telemetry.Dispose();
            throw;
        }
    }

    /// <summary>Shows a sweep of this silo in the metrics until the answer is disposed.</summary>
    public IDisposable Watch(string sweep, SweepPlan plan, Func<SweepStatus?> status, Func<SweepTotals?> totals)
        => _telemetry.Watch(sweep, plan, status, totals, Time);

    /// <summary>Sends all telemetry that waits to the aggregators now.</summary>
    public async Task FlushTelemetryAsync()
    {
        var start = Time.GetTimestamp();
        await _host.Services.GetRequiredService<TelemetryHub>().FlushAsync(Grains);
        _telemetry.Instruments.TelemetryReceived(Time.GetElapsedTime(start));
    }

    /// <summary>
    /// Admits no more trials and asks those that run back: each is saved at its epoch's end, or taken back at the bound, and
    /// its lease given back. Sweeps that run stay so in the record, and go on when a silo starts them again.
    /// </summary>
    /// <param name="bound">How long trainings may go on towards an epoch's end.</param>
    public Task DrainAsync(TimeSpan bound) => Pool.DrainAsync(bound);

    /// <summary>Ends a sweep for good: trials that run are stopped with the epochs that they have, the others never run.</summary>
    /// <returns>Where it stands, once that is in the record.</returns>
    public Task<SweepStatus> CancelAsync(string sweep) => Grains.GetGrain<ISweepGrain>(sweep).CancelAsync();

    /// <summary>Saves and takes back what still runs, stops the grains, then the trainers, then closes the record.</summary>
    public async ValueTask DisposeAsync()
    {
        await DrainAsync(_drainBound);
        await _stopping.CancelAsync();
        await _flushing;
        if (_server is not null)
            await _server.DisposeAsync();
        await _host.StopAsync();
        foreach (var tracked in _tracked)
            tracked?.Dispose();
        // The container ends the trainers, which must not outlive the record.
        _host.Dispose();
        _store.Statistics.Committed -= OnCommitted;
        await _store.DisposeAsync();
        _telemetry.Dispose();
        _stopping.Dispose();
    }

    private static IHost Build(SweepHostOptions options, IDataProvider data, SqliteSweepStore store, SiloTelemetry telemetry)
    {
        var builder = SiloServices.CreateBuilder(new(options.Workers) { Window = options.Window }, options.Isolation, data, store, telemetry);
        GrainHosting.AddGrains(builder, telemetry.Instruments);
        return builder.Build();
    }

    private async Task FlushAlways()
    {
        using var timer = new PeriodicTimer(FlushPeriod, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await TryFlushAsync();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushTelemetryAsync();
        }
        catch (AggregateException exception)
        {
            LogNotFlushed(exception);
        }
    }

    private void OnCommitted(StoreCommit commit) => _telemetry.Instruments.Store.Committed(commit.Operations, commit.Elapsed);

    [LoggerMessage(1, LogLevel.Warning, "Telemetry did not reach all aggregators and is sent again with the next")]
    private partial void LogNotFlushed(Exception exception);
}
