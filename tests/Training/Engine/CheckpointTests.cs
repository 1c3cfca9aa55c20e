using System.Buffers;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Checkpoints;

namespace Sweep.Training.Tests.Engine;

public sealed class CheckpointTests
{
    public static TheoryData<string> EveryCase => [.. Battery.Names];

    [Theory]
    [MemberData(nameof(EveryCase))]
    public void A_training_resumed_after_every_epoch_ends_in_the_same_bits(string name)
    {
        var (config, data) = Battery.Of(name);
        var trainer = new NativeTrainer();
        var reports = new List<EpochReport>();
        var run = trainer.Start(config, data, Battery.Key);
        while (true)
        {
            var checkpoint = Save(run);
            run.Dispose();
            run = trainer.Resume(config, data, Battery.Key, checkpoint);
            if (!run.NextEpoch(TestContext.Current.CancellationToken))
                break;
            reports.Add(run.Report);
        }

        var result = run.Finish();
        run.Dispose();
        Assert.Equal(Battery.Digest(name), Battery.Digest(reports, result));
    }

    [Fact]
    public void A_damaged_or_foreign_checkpoint_is_refused()
    {
        var (config, data) = Battery.Of("dropout");
        var trainer = new NativeTrainer();
        using var run = trainer.Start(config, data, Battery.Key);
        run.NextEpoch(TestContext.Current.CancellationToken);
        var checkpoint = Save(run);

        void Refused(byte[] bytes, string because, TrialConfig? other = null, RandomKey? key = null)
            => Assert.Contains(because, Assert.Throws<InvalidCheckpointException>(() => trainer.Resume(other ?? config, data, key ?? Battery.Key, bytes)).Message, StringComparison.Ordinal);

        Refused([], "no checkpoint");
        Refused(checkpoint[..^1], "cut short");
        Refused([.. checkpoint, 0], "too long");
        foreach (var place in new[] { 60, checkpoint.Length / 2, checkpoint.Length - 1 })
        {
            var damaged = (byte[])checkpoint.Clone();
            damaged[place] ^= 1;
            Refused(damaged, "damaged");
        }

        var newer = (byte[])checkpoint.Clone();
        newer[8] = 9;
        Refused(newer, "version 9");
        Refused(checkpoint, "another training", config with { Model = config.Model with { Dropout = 0.31 } });
        Refused(checkpoint, "another training", key: RandomKey.For(1, 1));
    }

    [Fact]
    public void A_checkpoint_belongs_to_its_engine_and_knows_nothing_of_fields_left_at_an_implied_default()
    {
        var config = new TrialConfig();
        var torch = config with { Training = config.Training with { Engine = Core.Configuration.Engine.Torch } };
        Assert.DoesNotContain("Engine", ConfigText.Of(config), StringComparison.Ordinal);
        Assert.Equal(ConfigText.Of(config), ConfigText.Of(torch with { Training = torch.Training with { Engine = Core.Configuration.Engine.Native } }));
        Assert.Contains("Engine=\"Torch\";", ConfigText.Of(torch), StringComparison.Ordinal);
    }

    private static byte[] Save(ITrainingRun run)
    {
        var buffer = new ArrayBufferWriter<byte>();
        run.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
