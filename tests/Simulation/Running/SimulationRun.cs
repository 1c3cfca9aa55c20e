using Sweep.GrainHost;
using Sweep.GrainHost.Simulation;
using Sweep.Simulation.Tests.Faults;
using Sweep.Simulation.Tests.Planted;
using Sweep.Simulation.Tests.Silos;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>One schedule: the sweep runs to its end through all faults, and what must hold is checked.</summary>
internal sealed class SimulationRun : IDisposable
{
    // Calls time out after 30 s, and a sweep may have to wait for some one after another.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly SimulationSetup _setup;
    private readonly Schedule _schedule;
    private readonly SimulatedCluster _cluster;
    private readonly AuditingStore _store;
    private readonly List<string> _problems = [];

    private SimulationRun(Schedule schedule, SimulationSetup setup, Action<string>? trace)
    {
        (_setup, _schedule) = (setup, schedule);
        _cluster = new SimulatedCluster(new SimulationOptions
        {
            Catalog = setup.Catalog,
            Chance = new Chance(schedule.Seed, ChanceUse.Cluster),
            Network = new UnsureNetwork(schedule, () => _cluster!.Now),
            Trace = trace,
            Host = new GrainHostOptions { CollectionAge = schedule.CollectionAge },
        });
        _store = new AuditingStore(_cluster, Planted(setup.Store(_cluster.Clock)), Violated);
    }

    public static RunOutcome Of(ulong seed, SimulationSetup? setup = null, Action<string>? trace = null)
        => Of(Schedule.Of(seed), setup ?? SimulationSetup.Shared, trace);

    public static RunOutcome Of(Schedule schedule, SimulationSetup setup, Action<string>? trace = null)
    {
        foreach (var line in trace is null ? [] : schedule.Describe())
            trace!(line);
        using var run = new SimulationRun(schedule, setup, trace);
        try
        {
            run.Run();
        }
        catch (Exception exception)
        {
            run.Violated($"the simulation broke: {exception}".ReplaceLineEndings(" "));
        }

        foreach (var problem in run._problems)
            trace?.Invoke($"PROBLEM {problem}");
        return new(schedule, run._cluster.Trace.Hash, run._cluster.Trace.Events, run._cluster.Now, run._problems);
    }

    public void Dispose() => _store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Run()
    {
        var conditions = new RecordConditions(_schedule, () => _cluster.Now);
        var parts = new SiloParts
        {
            Store = _store,
            Record = conditions,
            Trainers = new TrainerConditions(_schedule, _setup.Sweep, _setup.Bug),
            Workers = _schedule.Workers,
            Timings = _setup.Bug == PlantedBug.Unreconciled ? new() { Reconciliation = TimeSpan.FromDays(365) } : new(),
            GrainsOfTelemetry = _setup.Bug == PlantedBug.Deltas ? grains => new DeltaGrains(grains) : grains => grains,
        };
        _store.CreateAsync(_setup.Sweep.Record).GetAwaiter().GetResult();
        _ = new Nemesis(_cluster, _schedule, parts);
        _ = new Operator(_cluster, _schedule, _store);
        var ended = _cluster.RunUntil(() => _store.IsOver && _cluster.Now >= _schedule.Calm, _schedule.Calm + Patience);
        if (_cluster.Escape is { } escape)
            _problems.Add($"something ran off the one thread: {escape.ReplaceLineEndings(" ")}");
        else if (!ended)
            _problems.Add($"the sweep has not ended {Patience.TotalMinutes} minutes after the last fault");
        else
            new FinalChecks(_cluster, _setup.Sweep, _store, Violated).Run(_schedule.IsQuiet);
    }

    private ISweepStore Planted(ISweepStore store) => _setup.Bug switch
    {
        PlantedBug.Unfenced => new UnfencedStore(store),
        PlantedBug.Unleased => new UnleasedStore(store),
        PlantedBug.Forgetful => new ForgetfulStore(store),
        _ => store,
    };

    private void Violated(string problem)
    {
        _cluster.Trace.Write($"VIOLATED {problem}");
        _problems.Add(problem);
    }
}
