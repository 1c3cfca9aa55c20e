using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Sweep.Core.Specs;
using Sweep.Grains.Running;
using Sweep.Grains.Telemetry;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Sweeps;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Hosting;

/// <summary>One silo of a cluster in this process: the shared record, the grains, the trainers, the API, health and metrics.</summary>
public sealed partial class ClusterSilo : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private const int JoinAttempts = 5;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GreatestSilence = TimeSpan.FromSeconds(60);

    private readonly IHost _host;
    private readonly IMeasuredStore _store;
    private readonly SiloTelemetry _watching;
    private readonly IDisposable[] _tracked;
    private readonly TimeProvider _time;
    private readonly TrainerPool _pool;
    private readonly TelemetryHub _telemetry;
    private readonly CapacityReport _capacity;
    private readonly IGrainFactory _grains;
    private readonly ILogger<ClusterSilo> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _beating;
    private SiloServer? _server;
    private long _lastBeat;
    private volatile bool _joined;
    private volatile bool _draining;
    private bool _left;

    private ClusterSilo(IHost host, IMeasuredStore store, SiloTelemetry telemetry)
    {
        (_host, _store, _watching) = (host, store, telemetry);
        var services = host.Services;
        _time = services.GetRequiredService<TimeProvider>();
        _pool = services.GetRequiredService<TrainerPool>();
        _telemetry = services.GetRequiredService<TelemetryHub>();
        _grains = services.GetRequiredService<IGrainFactory>();
        _logger = services.GetRequiredService<ILogger<ClusterSilo>>();
        Address = ClusterHosting.AddressOf(services);
        _capacity = new(Address, services.GetRequiredService<SiloInstance>(), _pool, services.GetRequiredService<CapacityTable>());
        store.Statistics.Committed += OnCommitted;
        _tracked =
        [
            telemetry.Track(_pool),
            telemetry.Instruments.Store.Track(() => new(store.StaleWritesRefused)),
        ];
        _lastBeat = _time.GetTimestamp();
        _beating = BeatAlways();
    }

    /// <summary>The address that other silos know this one by.</summary>
    public string Address { get; }

    /// <summary>Where the API, health and metrics are served; null where they are not.</summary>
    public Uri? HttpAddress => _server?.Address;

    /// <summary>How the silo is now.</summary>
    public SiloHealth Health
    {
        get
        {
            var silence = _time.GetElapsedTime(Volatile.Read(ref _lastBeat));
            return silence > GreatestSilence ? new(false, false, $"has not worked for {silence.TotalSeconds:F0} s")
                : _draining ? new(true, false, "draining: takes no more trials")
                : _joined ? new(true, true, "ready")
                : new(true, false, "has not met the cluster yet");
        }
    }

    /// <summary>Opens the record, joins the cluster and serves the API, health and metrics.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="data">Data sets.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StoreException">The record cannot be opened for writing.</exception>
    /// <exception cref="InvalidInputException">A port cannot be opened or is open to others without a token, or this build has no cluster.</exception>
    public static async Task<ClusterSilo> StartAsync(ClusterSiloOptions options, IDataProvider data, CancellationToken cancellation = default)
    {
        var api = ApiOf(options);
        if (api is not null)
            ApiServer.Check(api);
        var telemetry = new SiloTelemetry(serve: true, options.LogFormat, configure: Scraping.Configure);
        IMeasuredStore? store = null;
        IHost? host = null;
        ClusterSilo? silo = null;
        try
        {
            store = await ClusterHosting.OpenRecordAsync(options.Store, cancellation);
            await ClusterHosting.PrepareAsync(options, cancellation);
            host = await JoinAsync(options, data, store, telemetry, cancellation);
            silo = new ClusterSilo(host, store, telemetry);
            if (api is not null)
                silo._server = await silo.ServeAsync(api, new ConfinedData(data, options.DataFolder, anyPath: false));
            return silo;
        }
        catch
        {
            if (silo is not null)
            {
                await silo.DisposeAsync();
                throw;
            }

            host?.Dispose();
            if (store is not null)
                await store.DisposeAsync();
            telemetry.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Leaves the cluster in order: takes no more trials, has those that run keep what they have, tells the totals and
    /// stops. What is not done when the time is up is left to the other silos, which find it as after a loss.
    /// </summary>
    /// <param name="limit">How long it may take.</param>
    public async Task DrainAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        _draining = true;
        await TryAsync("telling the others that this silo takes no more trials", () => _capacity.SendAsync(_grains, admits: false).WaitAsync(timeout.Token));
        // Some of the time is for leaving.
        await TryAsync("taking back the trials that run", () => _pool.DrainAsync(limit / 3).WaitAsync(timeout.Token));
        await TryAsync("sending the last totals", () => _telemetry.FlushAsync(_grains).WaitAsync(timeout.Token));
        await _stopping.CancelAsync();
        await _beating;
        if (_server is { } server)
            await TryAsync("ending what is asked over HTTP", () => server.DisposeAsync().AsTask().WaitAsync(timeout.Token));
        await TryAsync("leaving the cluster", () => _host.StopAsync(timeout.Token));
        _left = true;
    }

    /// <summary>Stops the silo, then the trainers, then closes the record.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _beating;
        if (_server is not null)
            await _server.DisposeAsync();
        if (!_left)
            await _host.StopAsync();
        foreach (var tracked in _tracked)
            tracked.Dispose();
        // The container ends the trainers, which must not outlive the record.
        _host.Dispose();
        _store.Statistics.Committed -= OnCommitted;
        await _store.DisposeAsync();
        _watching.Dispose();
        _stopping.Dispose();
    }

    // Right after a loss of all silos the table still calls them active, and who cannot reach an active silo may not join.
    // Trying anew, by when they count as stale, is what lets them be declared dead.
    private static async Task<IHost> JoinAsync(
        ClusterSiloOptions options, IDataProvider data, IMeasuredStore store, SiloTelemetry telemetry, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var builder = SiloServices.CreateBuilder(new(options.Workers), options.Isolation, data, store, telemetry);
            builder.Services
                .AddSingleton(new GrainTimings { Lease = options.Lease, Renewal = options.Lease / 3 })
                .AddSingleton<ITrainerPool, ClusterPool>();
            ClusterHosting.AddSilo(builder, options);
            var host = builder.Build();
            try
            {
                await host.StartAsync(cancellation);
                return host;
            }
            catch (Exception exception)
            {
                await ClusterHosting.AbandonAsync(host);
                if (attempt == JoinAttempts || !ClusterHosting.IsShutOut(exception))
                    throw;
            }
        }
    }

    private static ApiOptions? ApiOf(ClusterSiloOptions options) => options.Http is not { } http ? null : new()
    {
        Listen = new(http.Address, http.Port),
        ListenOption = "--http",
        Token = options.Token,
        LogFormat = options.LogFormat,
        Grace = Grace,
    };

    private Task<SiloServer> ServeAsync(ApiOptions options, ConfinedData data)
        => SiloServer.StartAsync(
            new ClusterSweeps(_grains, _store, _time, data, _telemetry, _watching),
            data.Folder,
            options,
            new StatusApplication(Scraping.Answer(_watching.Pipeline!), () => Health),
            _host.Services.GetRequiredService<ILogger<SweepService>>());

    private void OnCommitted(StoreCommit commit) => _watching.Instruments.Store.Committed(commit.Operations, commit.Elapsed);

    private async Task BeatAlways()
    {
        using var timer = new PeriodicTimer(Beat, _time);
        do
        {
            await TryAsync("telling the others what this silo can train", async () =>
            {
                await _capacity.SendAsync(_grains, admits: !_draining);
                _joined = true;
            });
            await TryAsync("sending totals to the aggregators", SendTotalsAsync);
            Volatile.Write(ref _lastBeat, _time.GetTimestamp());
        }
        while (await NextAsync(timer));
    }

    private async Task SendTotalsAsync()
    {
        var start = _time.GetTimestamp();
        await _telemetry.FlushAsync(_grains);
        _watching.Instruments.TelemetryReceived(_time.GetElapsedTime(start));
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TryAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Other silos come and go, and calls to them fail in many ways; the next beat tries again, and the cause is in the log.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(what, exception);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "This silo failed at {What}")]
    private partial void LogFailed(string what, Exception exception);
}
