using Sweep.Core.Specs;
using Sweep.Grains.Contracts;
using Sweep.Grains.Tests.Fixture;
using Sweep.Storage;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Grains.Tests;

/// <summary>Real trainings that are interrupted, with all that a state must hold.</summary>
public sealed class NativeResumeTests
{
    public static TheoryData<string> Techniques =>
    [
        "training: {epochs: 8, optimizer: {adam: {learning_rate: 0.01}}, label_smoothing: 0.1, augmentation: {noise: 0.1, mixup: 0.2}}\nmodel: {hidden: [16, 16], dropout: 0.3, normalization: batch_norm}",
        "training: {epochs: 8, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9, nesterov: true}}, schedule: cosine, l2: 1e-3, clip: {norm: 1}}\nmodel: {hidden: [16, 16], normalization: layer_norm, residual: 1}",
        "training: {epochs: 40, optimizer: {rmsprop: {learning_rate: 0.03, momentum: 0.5}}, schedule: {plateau: {factor: 0.5, patience: 1}}, max_norm: 2, early_stopping: {patience: {epochs: 3, restore_best: true}}}\nmodel: {hidden: [32]}\nprobes: {histogram: 1, jacobian: 1}",
        "training: {epochs: 8, optimizer: {nadam: {learning_rate: 0.01}}, schedule: one_cycle, batch_size: 16, clip: {value: 0.5}, early_stopping: {patience: {epochs: 50, restore_best: true}}}\nmodel: {hidden: [16], activation: tanh}",
    ];

    [Theory]
    [MemberData(nameof(Techniques))]
    public async Task Interrupted_training_ends_with_the_digest_of_one_that_never_was(string techniques)
    {
        var whole = await Run(techniques, _ => { }, new MemorySweepStore());
        var store = new SteeredStore(new MemorySweepStore());
        var broken = 0;
        var behind = await Run(
            techniques,
            epoch =>
            {
                // Twice, each time once the state of the epoch before the last is in the record.
                if (epoch is not (4 or 7) || Interlocked.CompareExchange(ref broken, epoch, epoch == 4 ? 0 : 4) != (epoch == 4 ? 0 : 4))
                    return;
                store.WhenSaved(0, epoch - 1).GetAwaiter().GetResult();
                throw new InvalidOperationException("interrupted");
            },
            store);
        Assert.Equal([0], whole.Behind);
        Assert.Equal([0, 3, 6], behind.Behind);
        Assert.Equal(whole.Digest, behind.Digest);
        Assert.Equal(3, (await TestSweep.RowsOf(store))[0].Attempt);
        await TestSweep.AssertWhole(store);
    }

    private static async Task<(string Digest, IReadOnlyList<int> Behind)> Run(string techniques, Action<int> beforeEpoch, ISweepStore store)
    {
        var plan = SpecCompiler.Compile($"name: native\ndataset: iris\ncheckpoint: {{every_epochs: 1}}\n{techniques}\n", "native.yaml").Plan!;
        await store.CreateAsync(new(TestSweep.Id, "native", plan.NormalisedYaml, plan.Hash, "", plan.Trials, SweepState.Running, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "test"));
        var trainer = new InterruptedTrainer(new NativeTrainer()) { BeforeEpoch = beforeEpoch };
        await using var silo = await TestSilo.StartAsync(store, trainer, new DataProvider(), workers: 1);
        Assert.Equal(new(SweepPhase.Finished, 1, 1, 0, 0, 0, 0, null), await silo.RunSweepAsync());
        return (await TestSweep.DigestOf(store), [.. trainer.Behind]);
    }
}
