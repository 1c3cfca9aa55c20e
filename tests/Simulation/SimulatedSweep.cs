using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Simulation.Tests;

/// <summary>The sweep that every schedule runs, and what it yields where nothing goes wrong. Never changes, so that schedules share it.</summary>
internal sealed class SimulatedSweep
{
    public const string Id = "sim-000000";

    /// <summary>A trial that breaks at every attempt.</summary>
    public const long Hopeless = 7;

    private readonly Training[] _trainings;

    public SimulatedSweep()
    {
        Plan = SpecCompiler.Compile("""
            name: simulated
            dataset: iris
            model: {hidden: [8]}
            training: {epochs: 4}
            vary:
              activation: [relu, tanh]
              dropout: [0, 0.1, 0.2]
            replicates: 2
            max_attempts: 3
            checkpoint: {every_epochs: 2, every: 0s}
            """, "simulated.yaml").Plan ?? throw new InvalidOperationException("the spec of the simulated sweep is wrong");
        _trainings = [.. Enumerable.Range(0, (int)Plan.Trials).Select(index => Training.Of(index))];
        using var digest = new SweepDigest();
        foreach (var training in _trainings)
            digest.Append(training.Index, training.Digest);
        Digest = digest.Current();
    }

    public SweepPlan Plan { get; }

    /// <summary>The digest of the sweep where nothing goes wrong.</summary>
    public string Digest { get; }

    public SweepRecord Record => new(Id, "simulated", Plan.NormalisedYaml, Plan.Hash, "", Plan.Trials, SweepState.Running, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "simulation");

    public Training TrainingOf(long index) => _trainings[index];
}
