using System.Reflection;
using Orleans;
using Sweep.GrainHost.Seams;

namespace Sweep.GrainHost;

/// <summary>How a host treats its grains.</summary>
public sealed record GrainHostOptions
{
    /// <summary>Name of the host, for people and logs.</summary>
    public string Name { get; init; } = "embedded";

    /// <summary>Assemblies whose grain classes the host has.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Grain classes beside those of <see cref="Assemblies"/>.</summary>
    public IReadOnlyList<Type> GrainClasses { get; init; } = [];

    /// <summary>Grain classes that were found and checked before, shared with other hosts; then nothing is looked for in <see cref="Assemblies"/> and <see cref="GrainClasses"/>.</summary>
    public GrainCatalog? Catalog { get; init; }

    /// <summary>How long a caller waits for an answer.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation that nobody calls stays; infinite for ever.</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How exactly <see cref="CollectionAge"/> is kept.</summary>
    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long <see cref="Grain.OnActivateAsync"/> may last.</summary>
    public TimeSpan ActivationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <see cref="Grain.OnDeactivateAsync"/> may last.</summary>
    public TimeSpan DeactivationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop may last, whatever the grains do.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time; that of the services, or else the system's, where none is given.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Told of every failure that has no caller to go to, beside the log; must not throw.</summary>
    public Action<GrainHostError>? OnError { get; init; }

    /// <summary>Told of every turn, on the thread that ran it; must be quick and must not throw.</summary>
    public Action<GrainTurn>? OnTurn { get; init; }

    /// <summary>Where turns run.</summary>
    public ITurnScheduler Turns { get; init; } = new ThreadPoolTurns();

    /// <summary>How promises are made.</summary>
    public IPromiseFactory Promises { get; init; } = new PoolPromises();

    /// <summary>How calls find their grain; within this host where nothing else is given.</summary>
    public Func<EmbeddedGrainHost, ICallRouter>? Router { get; init; }

    /// <summary>Told of every activation that is about to begin.</summary>
    internal Action<Orleans.Runtime.GrainId>? OnNew { get; init; }

    /// <summary>Told of every activation that is gone.</summary>
    internal Action<Orleans.Runtime.GrainId>? OnGone { get; init; }
}
