using Orleans;
using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Simulation;

/// <summary>One virtual silo, and what can befall it.</summary>
public sealed class SimulatedSilo
{
    private readonly SimulatedCluster _cluster;
    private readonly List<SimulatedEvent> _held = [];
    private readonly List<GrainCall> _expected = [];
    private int _cuts;

    internal SimulatedSilo(SimulatedCluster cluster, string name, GrainHostOptions options, Func<SimulatedSilo, IServiceProvider> services)
    {
        _cluster = cluster;
        Name = name;
        Clock = new SimulatedClock(cluster, this);
        Host = new EmbeddedGrainHost(
            options with
            {
                Name = name,
                Catalog = cluster.Options.Catalog,
                TimeProvider = Clock,
                Turns = new SimulatedTurns(cluster, this),
                Promises = new InlinePromises(),
                Router = _ => new SimulatedRouter(cluster.Network, this),
                OnNew = grain => cluster.Directory.Register(this, grain),
                OnGone = grain => cluster.Directory.Forget(this, grain),
                OnError = error => cluster.Trace.Write($"{name} {error.Grain} ERROR {error.Place}: {error.Exception.GetType().Name}: {error.Exception.Message}"),
            },
            services(this));
    }

    /// <summary>Its name, new at every start.</summary>
    public string Name { get; }

    /// <summary>Its time.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>Its grains.</summary>
    public EmbeddedGrainHost Host { get; }

    /// <summary>References to grains, as seen from it.</summary>
    public IGrainFactory Grains => Host.GrainFactory;

    /// <summary>Whether it is no more.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether no message from or to it arrives.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether it stops in good order.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Whether the others have given it up.</summary>
    public bool IsBelievedDead { get; private set; }

    /// <summary>Whether it has given up all others.</summary>
    internal bool BelievesItselfAlone { get; private set; }

    /// <summary>Where it believes grains to be; null while it shares the others' knowledge.</summary>
    internal Dictionary<GrainId, SimulatedSilo>? Places { get; private set; }

    /// <summary>Has something happen on it after a while, unless it is dead by then.</summary>
    public void After(TimeSpan delay, Action action) => _cluster.Add(this, delay, action);

    /// <summary>Ends it at once, with all that ran on it. The others notice after a while.</summary>
    public void Kill()
    {
        if (IsDead)
            return;
        _cluster.Trace.Write($"{Name} FAULT is killed");
        IsDead = true;
        NoticeLater();
    }

    /// <summary>Cuts it off: no message from or to it arrives. The others may give it up, and it the others.</summary>
    public void Cut()
    {
        if (IsDead || IsCut)
            return;
        _cluster.Trace.Write($"{Name} FAULT is cut off");
        IsCut = true;
        Places ??= _cluster.Directory.Copy();
        NoticeLater();
        var cut = ++_cuts;
        After(_cluster.DetectionTime(), () =>
        {
            if (IsCut && cut == _cuts)
                GiveUpOthers();
        });
    }

    /// <summary>
    /// Lets messages through again. A silo that the others had not given up is one of them again; one that they had goes
    /// on as a zombie, with its own idea of where grains are.
    /// </summary>
    /// <param name="zombie">How long it goes on until it learns that it was given up, and ends itself.</param>
    /// <param name="merge">How long a grain that lives twice does so still.</param>
    public void Heal(TimeSpan zombie, TimeSpan merge)
    {
        if (IsDead || !IsCut)
            return;
        IsCut = false;
        _cuts++;
        if (IsBelievedDead)
        {
            _cluster.Trace.Write($"{Name} FAULT is back as a zombie for {zombie.TotalSeconds} s");
            After(zombie, Kill);
            return;
        }

        _cluster.Trace.Write($"{Name} is back");
        BelievesItselfAlone = false;
        var own = Places!;
        Places = null;
        foreach (var grain in _cluster.Directory.Merge(this, own))
            EndDuplicate(grain, merge);
    }

    /// <summary>Ends an activation that the directory does not know of.</summary>
    public void EndDuplicate(GrainId grain, TimeSpan after)
        => After(after, () =>
        {
            if (_cluster.Directory.Locate(this, grain) == this || Host.Find(grain) is not { } activation)
                return;
            _cluster.Trace.Write($"{Name} ends its duplicate of {grain}");
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.DirectoryFailure, "The grain lives elsewhere."));
        });

    /// <summary>Stands still for a while: neither turns nor timers run, while its clocks go on. The others may give it up meanwhile.</summary>
    /// <param name="span">How long it stands still.</param>
    /// <param name="zombie">How long it goes on afterwards, where it was given up, until it learns so and ends itself.</param>
    public void Freeze(TimeSpan span, TimeSpan zombie)
    {
        if (IsDead || IsFrozen)
            return;
        _cluster.Trace.Write($"{Name} FAULT stands still for {span.TotalSeconds} s");
        IsFrozen = true;
        NoticeLater();
        _cluster.Add(null, span, () =>
        {
            _cluster.Trace.Write($"{Name} goes on");
            IsFrozen = false;
            foreach (var happening in _held)
                _cluster.Add(happening.Owner, TimeSpan.Zero, happening.Action);
            _held.Clear();
            if (IsBelievedDead)
                After(zombie, Kill);
        });
    }

    /// <summary>Sets its wall clock forwards or back.</summary>
    public void StepClock(TimeSpan by)
    {
        if (IsDead)
            return;
        _cluster.Trace.Write($"{Name} FAULT its clock is set by {by.TotalSeconds} s");
        Clock.Step(by);
    }

    /// <summary>Stops it in good order; afterwards it is dead, and the others know.</summary>
    public async Task StopAsync()
    {
        if (IsDead || IsLeaving)
            return;
        _cluster.Trace.Write($"{Name} stops");
        IsLeaving = true;
        await Host.StopAsync();
        if (IsDead)
            return;
        _cluster.Trace.Write($"{Name} has stopped");
        IsDead = true;
        GiveUp();
    }

    internal void Start() => Host.StartAsync().GetAwaiter().GetResult();

    internal void Hold(SimulatedEvent happening) => _held.Add(happening);

    /// <summary>Remembers a call that this silo is to answer, so that its caller can be told when the silo is given up.</summary>
    internal void Expect(GrainCall call)
    {
        if (_expected.Count >= 64)
            _expected.RemoveAll(static done => done.IsDone);
        _expected.Add(call);
    }

    private void NoticeLater()
    {
        var cuts = _cuts + (IsCut ? 1 : 0);
        _cluster.Add(null, _cluster.DetectionTime(), () =>
        {
            if (IsDead || IsFrozen || (IsCut && cuts == _cuts))
                GiveUp();
        });
    }

    private void GiveUp()
    {
        if (IsBelievedDead)
            return;
        _cluster.Trace.Write($"{Name} is given up by the others");
        IsBelievedDead = true;
        // Should it live on, it does so by what it knew.
        Places ??= _cluster.Directory.Copy();
        _cluster.Directory.Forget(this);
        foreach (var call in _expected.Where(call => !call.IsDone))
        {
            // A caller on this silo's own side of a cut learns nothing.
            if (_cluster.SiloOf(call.Sender) is { IsCut: false } sender && sender != this)
                _cluster.Add(sender, TimeSpan.Zero, () => call.Fail(new SiloUnavailableException($"{Name} was given up before it answered.")));
        }

        _expected.Clear();
    }

    private void GiveUpOthers()
    {
        _cluster.Trace.Write($"{Name} gives up all others");
        BelievesItselfAlone = true;
        GrainPlaces.Remove(Places!, silo => silo != this);
    }
}
