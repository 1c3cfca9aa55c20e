using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>The sweep that the tests run, and its digest where trials are trained one after another, without any grain.</summary>
public sealed class StudiedSweep
{
    public const string Yaml = """
        name: studied
        dataset: digits
        model: {hidden: [96, 96, 96]}
        training: {epochs: 24, batch_size: 16}
        vary:
          activation: [relu, tanh, gelu]
          dropout: [0, 0.2]
          init: [he_normal, xavier_uniform]
        replicates: 4
        """;

    private readonly Lazy<string> _digest;

    public StudiedSweep()
    {
        Plan = SpecCompiler.Compile(Yaml, "studied.yaml").Plan!;
        _digest = new(Train);
    }

    public SweepPlan Plan { get; }

    public string Digest => _digest.Value;

    private string Train()
    {
        var trainer = new NativeTrainer();
        var data = new DataProvider();
        var digests = new string[Plan.Trials];
        Parallel.For(0L, Plan.Trials, index =>
        {
            var trial = Plan.Trial(index);
            var config = trial.Combination.Config;
            using var run = trainer.Start(config, data.Load(config.Dataset, RandomKey.For(Plan.Spec.Seed, 0), ""), trial.Key);
            using var digest = new TrialDigest();
            while (run.NextEpoch(default))
                digest.Append(run.Report);
            digests[index] = digest.Finish(run.Finish());
        });
        using var sweep = new SweepDigest();
        for (var index = 0; index < digests.Length; index++)
            sweep.Append(index, digests[index]);
        return sweep.Current();
    }
}
