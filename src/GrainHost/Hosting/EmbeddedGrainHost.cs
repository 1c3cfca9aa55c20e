using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Contracts;
using Sweep.GrainHost.Proxies;
using Sweep.GrainHost.Runtime;
using Sweep.GrainHost.Seams;

namespace Sweep.GrainHost;

/// <summary>Hosts grains inside this process.</summary>
public sealed partial class EmbeddedGrainHost : IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<GrainId, Activation> _directory = [];
    private readonly GrainCatalog _catalog;
    private readonly IdleCollector _idle;
    private readonly ILogger _logger;
    private volatile HostState _state;
    private long _activated;
    private long _deactivated;
    private long _errors;
    private long _turns;
    private long _longestTurn;
    private long _streams;

    /// <summary>Made of options and the services that grains are given. Grain classes and their contracts are checked.</summary>
    /// <param name="options">How grains are treated.</param>
    /// <param name="services">What grains' constructors are given.</param>
    /// <exception cref="GrainContractException">A grain interface or a type in its methods breaks a rule.</exception>
    public EmbeddedGrainHost(GrainHostOptions options, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        Options = options;
        Services = services;
        Time = options.TimeProvider ?? (TimeProvider?)services.GetService(typeof(TimeProvider)) ?? TimeProvider.System;
        _logger = ((ILoggerFactory?)services.GetService(typeof(ILoggerFactory)))?.CreateLogger(typeof(EmbeddedGrainHost)) ?? NullLogger.Instance;
        _catalog = options.Catalog ?? new GrainCatalog(options.Assemblies, options.GrainClasses);
        References = new ReferenceFactory(this, _catalog);
        Ledger = new CallLedger(Time, options.Promises, options.Turns);
        Router = options.Router?.Invoke(this) ?? new InProcessRouter(this);
        Turns = options.Turns;
        Promises = options.Promises;
        _idle = new IdleCollector(Time, options.CollectionAge, options.CollectionQuantum);
    }

    /// <summary>Name of the host.</summary>
    public string Name => Options.Name;

    /// <summary>Makes references to grains.</summary>
    public IGrainFactory GrainFactory => References;

    /// <summary>What the host has done so far and does now.</summary>
    public GrainHostStatistics Statistics => new()
    {
        Activations = _directory.Count,
        Activated = Interlocked.Read(ref _activated),
        Deactivated = Interlocked.Read(ref _deactivated),
        Calls = Ledger.Sent,
        PendingCalls = Ledger.Pending,
        TimedOutCalls = Ledger.TimedOut,
        QueueLength = _directory.Sum(entry => (long)entry.Value.Waiting),
        Errors = Interlocked.Read(ref _errors),
        Turns = Interlocked.Read(ref _turns),
        LongestTurn = new TimeSpan(Interlocked.Read(ref _longestTurn)),
    };

    internal GrainHostOptions Options { get; }

    internal IServiceProvider Services { get; }

    internal TimeProvider Time { get; }

    internal ReferenceFactory References { get; }

    internal CallLedger Ledger { get; }

    internal ICallRouter Router { get; }

    internal ITurnScheduler Turns { get; }

    internal IPromiseFactory Promises { get; }

    /// <summary>Takes a call for a grain of this host, whoever sent it; for routers.</summary>
    public void Deliver(GrainCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        while (_state is HostState.Running or HostState.Draining)
        {
            if (!_directory.TryGetValue(call.Target, out var activation))
            {
                if (_catalog.Find(call.Target.Type) is not { } grainClass)
                {
                    Router.Answer(call, Task.FromException(new ArgumentException($"{Name} has no grain class for {call.Target}.")));
                    return;
                }

                Options.OnNew?.Invoke(call.Target);
                activation = _directory.GetOrAdd(call.Target, static (id, made) => new Activation(made.Host, made.Class, id), (Host: this, Class: grainClass));
            }

            if (activation.TryEnqueue(call))
                return;
        }

        Router.Answer(call, Task.FromException(Unavailable(call)));
    }

    /// <summary>Takes the news that the caller of a call no longer wants its answer; for routers.</summary>
    public void DeliverCancellation(GrainCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (_directory.TryGetValue(call.Target, out var activation))
            activation.Cancel(call);
    }

    internal Task<T> Send<T>(GrainCall<T> call, GrainId target, GrainMethod method, CancellationToken token)
    {
        var caller = ActivationScheduler.CurrentActivation;
        call.Address(this, caller?.GrainId, target, method, method.Timeout ?? Options.CallTimeout, token);
        if (!Admits(caller))
            return Task.FromException<T>(Unavailable(call));
        token.ThrowIfCancellationRequested();
        var promise = Promises.Create<T>();
        call.Promise = promise;
        Ledger.Add(call);
        call.WatchToken();
        if (call.IsDone)
            return promise.Task;
        try
        {
            Router.Send(call);
        }
        // A router's failure belongs to the caller.
        catch (Exception failure)
        {
            call.Fail(failure);
        }

        return promise.Task;
    }

    internal void SendOneWay(GrainCall call, GrainId target, GrainMethod method)
    {
        var caller = ActivationScheduler.CurrentActivation;
        call.Address(this, caller?.GrainId, target, method, default, default);
        call.EndOneWay();
        if (!Admits(caller))
            throw Unavailable(call);
        Ledger.CountOneWay();
        Router.Send(call);
    }

    internal Activation? Find(GrainId grain) => _directory.GetValueOrDefault(grain);

    internal long NextStreamNumber() => Interlocked.Increment(ref _streams);

    internal void OnActivated(Activation activation)
    {
        Interlocked.Increment(ref _activated);
        _idle.Add(activation);
    }

    internal void Forget(Activation activation, bool wasActivated)
    {
        _directory.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        _idle.Remove(activation);
        if (wasActivated)
            Interlocked.Increment(ref _deactivated);
        Options.OnGone?.Invoke(activation.GrainId);
    }

    internal void OnTurnEnded(Activation activation, long start)
    {
        var duration = Time.GetElapsedTime(start);
        Interlocked.Increment(ref _turns);
        for (var longest = Interlocked.Read(ref _longestTurn); duration.Ticks > longest; longest = Interlocked.Read(ref _longestTurn))
            Interlocked.CompareExchange(ref _longestTurn, duration.Ticks, longest);
        Options.OnTurn?.Invoke(new GrainTurn(activation.GrainId, duration));
    }

    internal void Report(GrainId grain, string place, Exception exception)
    {
        Interlocked.Increment(ref _errors);
        LogFailure(_logger, grain, place, exception);
        Options.OnError?.Invoke(new GrainHostError(grain, place, exception));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Grain {Grain}: {Place} failed and nobody waits for it")]
    private static partial void LogFailure(ILogger logger, GrainId grain, string place, Exception exception);

    private bool Admits(Activation? caller) => _state == HostState.Running || (_state == HostState.Draining && caller is not null);

    private SiloUnavailableException Unavailable(GrainCall call) => new(_state switch
    {
        HostState.Created => $"Host {Name} has not been started, so {call.Method.Name} of {call.Target} cannot be called.",
        HostState.Stopped => $"Host {Name} has stopped, so {call.Method.Name} of {call.Target} cannot be called.",
        _ => $"Host {Name} is stopping and takes no new calls, so {call.Method.Name} of {call.Target} cannot be called.",
    });
}
