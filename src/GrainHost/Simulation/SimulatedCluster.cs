using Orleans.Runtime;

namespace Sweep.GrainHost.Simulation;

/// <summary>
/// Many virtual silos in one thread and in virtual time. What happens next follows from the chance it is given alone, so
/// that the same seed gives the same run, whatever faults befall the silos, the messages between them and their clocks.
/// </summary>
public sealed class SimulatedCluster
{
    private readonly Timeline _timeline = new();
    private readonly List<SimulatedSilo> _silos = [];
    private readonly Dictionary<EmbeddedGrainHost, SimulatedSilo> _siloOf = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile string? _escape;

    /// <summary>An empty cluster, bound to this thread.</summary>
    public SimulatedCluster(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Trace = new SimulationTrace(() => Now, options.Trace);
        Directory = new GrainPlaces(this);
        Network = new NetworkCarrier(this, options.Network);
        Clock = new SimulatedClock(this, null);
    }

    /// <summary>Time since the start.</summary>
    public TimeSpan Now => new(_timeline.Now);

    /// <summary>A clock that is none of the silos'.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>What happened.</summary>
    public SimulationTrace Trace { get; }

    /// <summary>Where something ran off the simulation's thread; null while nothing has.</summary>
    public string? Escape => _escape;

    /// <summary>Silos that are not dead, in the order of their starts.</summary>
    public IEnumerable<SimulatedSilo> Silos => _silos.Where(silo => !silo.IsDead);

    /// <summary>Grains that the directory knows a place for, in a fixed order.</summary>
    public IReadOnlyList<GrainId> PlacedGrains => Directory.Known();

    internal SimulationOptions Options { get; }

    internal ISimulatedChance Chance => Options.Chance;

    internal GrainPlaces Directory { get; }

    internal NetworkCarrier Network { get; }

    internal DateTimeOffset Start => Options.Start;

    /// <summary>Starts a silo.</summary>
    /// <param name="name">Its name, none that a silo had before.</param>
    /// <param name="services">What its grains are given.</param>
    public SimulatedSilo StartSilo(string name, Func<SimulatedSilo, IServiceProvider> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var silo = new SimulatedSilo(this, name, Options.Host, services);
        _silos.Add(silo);
        _siloOf.Add(silo.Host, silo);
        Trace.Write($"{name} starts");
        silo.Start();
        return silo;
    }

    /// <summary>Has something happen after a while, whatever becomes of the silos.</summary>
    public void After(TimeSpan delay, Action action) => Add(null, delay, action);

    /// <summary>Makes the directory forget where a grain lives, though it lives on, so that it may come to live twice.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="duplicate">How long the forgotten activation lives on at least.</param>
    public void LosePlace(GrainId grain, TimeSpan duplicate)
    {
        if (Directory.Lose(grain) is not { } silo)
            return;
        Trace.Write($"{silo.Name} FAULT the directory forgets {grain}");
        silo.EndDuplicate(grain, duplicate);
    }

    /// <summary>Lets time pass until something is reached, or the limit; false at the limit, or where nothing more would happen.</summary>
    public bool RunUntil(Func<bool> reached, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(reached);
        while (!reached())
        {
            if (_escape is not null || Now > limit || !Step())
                return false;
        }

        return true;
    }

    internal void Add(SimulatedSilo? owner, TimeSpan delay, Action action)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            _timeline.Add(new(owner, action), delay);
        else
            _escape ??= Environment.StackTrace;
    }

    internal SimulatedSilo SiloOf(EmbeddedGrainHost host) => _siloOf[host];

    internal TimeSpan DetectionTime()
    {
        var (least, most) = Options.Detection;
        return least + ((most - least) / 1000 * Chance.Below(1001));
    }

    private bool Step()
    {
        if (!_timeline.TryTake(out var happening))
            return false;
        Trace.Mix(_timeline.Now);
        if (happening.Owner is { IsDead: true })
            return true;
        if (happening.Owner is { IsFrozen: true } frozen)
            frozen.Hold(happening);
        else
            happening.Action();
        return true;
    }
}
