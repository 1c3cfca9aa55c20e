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
    private readonly SweepInstruments _instruments;
    private readonly MetricsPipeline? _pipeline;
    private readonly MetricsServer? _server;
    private readonly IDisposable?[] _tracked;
    private readonly ILogger<SweepHost> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _flushing;
    private readonly TimeSpan _drainBound;

    private SweepHost(SweepHostOptions options, IHost host, SqliteSweepStore store, SweepInstruments instruments, MetricsPipeline? pipeline, MetricsServer? server)
    {
        _drainBound = options.DrainBound;
        (_host, _store, _instruments, _pipeline, _server) = (host, store, instruments, pipeline, server);
        Time = host.Services.GetRequiredService<TimeProvider>();
        Grains = host.Services.GetRequiredService<IGrainFactory>();
        Pool = host.Services.GetRequiredService<TrainerPool>();
        _logger = host.Services.GetRequiredService<ILogger<SweepHost>>();
        store.Statistics.Committed += OnCommitted;
        _tracked =
        [
            instruments.Workers.Track(() => new(Pool.Queued, Pool.Busy, Pool.Workers)),
            instruments.Store.Track(() => new(store.StaleWritesRefused)),
            GrainHosting.Track(host.Services, instruments),
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
        var instruments = new SweepInstruments();
        MetricsPipeline? pipeline = null;
        MetricsServer? server = null;
        SqliteSweepStore? store = null;
        IHost? host = null;
        try
        {
            if (options.MetricsPort is { } port)
            {
                pipeline = new(instruments);
                server = await MetricsServer.StartAsync(pipeline.Exporter, port);
            }

            store = await SqliteSweepStore.OpenAsync(options.StorePath, StoreAccess.ReadWrite, TimeProvider.System);
            host = Build(options, data, store, instruments);
            await host.StartAsync();
            return new(options, host, store, instruments, pipeline, server);
        }
        catch
        {
            host?.Dispose();
            if (store is not null)
                await store.DisposeAsync();
            if (server is not null)
                await server.DisposeAsync();
            pipeline?.Dispose();
            instruments.Dispose();
            throw;
        }
    }

    /// <summary>Shows a sweep of this silo in the metrics until the answer is disposed.</summary>
    public IDisposable Watch(SweepPlan plan, Func<SweepStatus?> status, Func<SweepTotals?> totals)
        => _instruments.Track(plan.Spec.Name, () => SweepGauging.Read(plan.Spec.Objective, status(), totals()));

    /// <summary>Sends all telemetry that waits to the aggregators now.</summary>
    public async Task FlushTelemetryAsync()
    {
        var start = Time.GetTimestamp();
        await _host.Services.GetRequiredService<TelemetryHub>().FlushAsync(Grains);
        _instruments.TelemetryReceived(Time.GetElapsedTime(start));
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
        _pipeline?.Dispose();
        _instruments.Dispose();
        _stopping.Dispose();
    }

    private static IHost Build(SweepHostOptions options, IDataProvider data, SqliteSweepStore store, SweepInstruments instruments)
    {
        var builder = SiloServices.CreateBuilder(new(options.Workers) { Window = options.Window }, data, store, instruments);
        GrainHosting.AddGrains(builder, instruments);
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

    private void OnCommitted(StoreCommit commit) => _instruments.Store.Committed(commit.Operations, commit.Elapsed);

    [LoggerMessage(1, LogLevel.Warning, "Telemetry did not reach all aggregators and is sent again with the next")]
    private partial void LogNotFlushed(Exception exception);
}
