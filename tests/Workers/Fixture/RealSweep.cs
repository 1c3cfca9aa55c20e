using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Workers.Tests.Fixture;

/// <summary>A sweep that really trains, over a record in memory, and what came of it.</summary>
internal sealed class RealSweep
{
    /// <summary>Four trials of a few epochs.</summary>
    public const string Small = """
        name: small
        dataset: iris
        model: {hidden: [8], dropout: 0.1}
        training: {epochs: 4}
        vary: {activation: [relu, tanh]}
        replicates: 2
        checkpoint: {every_epochs: 1}
        """;

    public RealSweep(string spec) => Plan = SpecCompiler.Compile(spec, "real.yaml").PlanOrThrow();

    public SweepPlan Plan { get; }

    public SteeredStore Store { get; } = new(new MemorySweepStore());

    public async Task<TestSilo> StartAsync(ITrainer trainer, int workers = 1, string folder = "")
    {
        await Store.CreateAsync(new(TestSweep.Id, Plan.Spec.Name, Plan.NormalisedYaml, Plan.Hash, folder, Plan.Trials, SweepState.Running, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "test"));
        return await TestSilo.StartAsync(Store, trainer, new DataProvider(), workers);
    }

    /// <summary>Runs all trials, which must all have their result in the end, whole and no more than one.</summary>
    public async Task<string> RunAsync(ITrainer trainer, int workers = 1, string folder = "")
    {
        await using var silo = await StartAsync(trainer, workers, folder);
        var status = await RunAsync(silo);
        Assert.Equal((SweepPhase.Finished, Plan.Trials, 0), (status.Phase, status.Completed, status.Failed));
        await TestSweep.AssertWhole(Store);
        return await TestSweep.DigestOf(Store);
    }

    /// <summary>Starts the sweep and waits for its end.</summary>
    public async Task<SweepStatus> RunAsync(TestSilo silo)
    {
        var finished = Store.NextState(SweepState.Finished);
        await silo.StartSweepAsync();
        await finished;
        return await silo.WhenAsync(SweepPhase.Finished);
    }

    /// <summary>The digest where nothing disturbs it, and everything trains in this process.</summary>
    public static Task<string> UndisturbedDigest(string spec) => new RealSweep(spec).RunAsync(new NativeTrainer());

    /// <summary>The failures of one trial's attempts, by their number.</summary>
    public async Task<IReadOnlyList<string>> FailuresOf(long trial)
    {
        var failures = new List<string>();
        await foreach (var failure in Store.ReadFailuresAsync(TestSweep.Id, trial))
            failures.Add(failure.Failure.Cause);

        return failures;
    }
}
