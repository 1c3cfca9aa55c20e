using System.Diagnostics;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;

namespace Sweep.Torch.Tests;

/// <summary>
/// Trainings in one process, one after another, leave nothing behind. As many as SWEEP_TORCH_TRIALS says, 200 where it says
/// nothing; after a first half of that, and at most 100 of them, the process has the memory it needs.
/// </summary>
[Collection(typeof(Alone))]
public sealed class MemoryTests
{
    [Fact]
    public void Trials_one_after_another_need_no_more_memory_than_the_first_ones()
    {
        var trials = int.Parse(Environment.GetEnvironmentVariable("SWEEP_TORCH_TRIALS") ?? "200", null);
        var warm = Math.Min(100, trials / 2);
        var trainer = new TorchTrainer();
        var names = ParityCases.Names.Where((_, i) => i % 6 == 0).Append("images").Append("dropout").ToArray();
        var before = 0L;
        for (var trial = 0; trial < trials; trial++)
        {
            if (trial == warm)
                before = Resident();
            var (config, data) = Battery.Of(names[trial % names.Length]);
            config = config with { Training = config.Training with { Epochs = 1, BatchSize = new BatchSize(16) } };
            using var run = trainer.Start(config, data, RandomKey.For(3, trial));
            while (run.NextEpoch(TestContext.Current.CancellationToken))
            {
            }

            run.Finish();
        }

        var growth = ((double)Resident() / before) - 1;
        TestContext.Current.TestOutputHelper!.WriteLine($"{trials} trials: resident memory {before >> 20} MiB after {warm}, {growth:p2} more at the end");
        Assert.InRange(growth, -1, 0.05);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
