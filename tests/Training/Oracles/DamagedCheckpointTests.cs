using System.Buffers;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;
using Sweep.Training.Checkpoints;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>A checkpoint resumes the training that it was saved of, or is refused with one kind of exception.</summary>
public sealed class DamagedCheckpointTests
{
    private static readonly string[] Names = ["dropout", "early stopping", "norm BatchNorm { Position = Before, Momentum = 0.1, Epsilon = 1E-05 }", "optimizer " + new Core.Configuration.Optimizer.Nadam()];

    private static readonly NativeTrainer Trainer = new();

    private static readonly Lazy<byte[][]> Checkpoints = new(() => [.. Names.Select(SavedAfterOneEpoch)]);

    [Fact]
    public void Any_bytes_are_refused()
        => Prop.ForAll(
            (from bytes in ArbMap.Default.GeneratorFor<byte[]>()
             from begins in Gen.Elements(true, false)
             select begins ? [.. CheckpointFormat.Magic, 1, 0, 0, 0, .. bytes] : bytes).ToArbitrary(),
            bytes => Refused(0, bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_checkpoint_cut_short_anywhere_is_refused()
        => Prop.ForAll(
            (from name in Gen.Choose(0, Names.Length - 1) from share in Gen.Choose(0, 1_000_000) select (name, share)).ToArbitrary(),
            cut =>
            {
                var whole = Checkpoints.Value[cut.name];
                Refused(cut.name, whole[..(int)((long)whole.Length * cut.share / 1_000_001)]);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_checkpoint_with_any_bits_changed_is_refused()
        => Prop.ForAll(
            (from name in Gen.Choose(0, Names.Length - 1)
             from places in Gen.NonEmptyListOf(from share in Gen.Choose(0, 999_999) from bits in Gen.Choose(1, 255) select (share, bits))
             select (name, places)).ToArbitrary(),
            change =>
            {
                var damaged = (byte[])Checkpoints.Value[change.name].Clone();
                foreach (var (share, bits) in change.places)
                    damaged[(int)((long)damaged.Length * share / 1_000_000)] ^= (byte)bits;
                if (!damaged.AsSpan().SequenceEqual(Checkpoints.Value[change.name]))
                    Refused(change.name, damaged);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    // Another build may lay a body out in another way under the same version and digest it rightly.
    [Fact]
    public void A_foreign_body_under_a_right_digest_is_refused_or_resumed_but_never_breaks()
    {
        var refused = 0;
        Prop.ForAll(
            (from name in Gen.Choose(0, Names.Length - 1)
             from share in Gen.Choose(0, 999_999)
             from bytes in Gen.NonEmptyListOf(Gen.Choose(0, 255))
             from keeps in Gen.Elements(true, false)
             select (name, share, bytes, keeps)).ToArbitrary(),
            change =>
            {
                var whole = Checkpoints.Value[change.name];
                var body = whole[CheckpointFormat.HeaderBytes..^CheckpointFormat.DigestBytes];
                // Most of a body are parameters, which may be anything; what steers reading stands first.
                var at = (int)(Math.Min(body.Length, 900L) * change.share / 1_000_000);
                byte[] written = [.. change.bytes.Select(value => (byte)value)];
                body = change.keeps ? [.. body[..at], .. written, .. body[Math.Min(body.Length, at + written.Length)..]] : [.. body[..at], .. written];
                refused += ResumesOrRefuses(change.name, Sealed(whole, body)) ? 0 : 1;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Assert.InRange(refused, 500, 2000);
    }

    [Fact]
    public void A_body_with_bytes_too_many_under_a_right_digest_is_refused()
    {
        var whole = Checkpoints.Value[0];
        Assert.False(ResumesOrRefuses(0, Sealed(whole, [.. whole[CheckpointFormat.HeaderBytes..^CheckpointFormat.DigestBytes], 0])));
        Assert.True(ResumesOrRefuses(0, Sealed(whole, whole[CheckpointFormat.HeaderBytes..^CheckpointFormat.DigestBytes])));
    }

    [Fact]
    public void A_resumed_training_shows_the_report_that_it_was_saved_with()
    {
        foreach (var name in Names)
        {
            var (config, data) = Battery.Of(name);
            using var run = Trainer.Start(config, data, Battery.Key);
            run.NextEpoch(TestContext.Current.CancellationToken);
            using var resumed = Trainer.Resume(config, data, Battery.Key, Save(run));
            Assert.Equal(Encoded(run.Report), Encoded(resumed.Report));
        }
    }

    private static byte[] Encoded(EpochReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EpochReportCodec.Write(buffer, report);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Refused(int name, byte[] bytes)
    {
        var (config, data) = Battery.Of(Names[name]);
        Assert.Throws<InvalidCheckpointException>(() => Trainer.Resume(config, data, Battery.Key, bytes));
    }

    private static bool ResumesOrRefuses(int name, byte[] bytes)
    {
        var (config, data) = Battery.Of(Names[name]);
        try
        {
            Trainer.Resume(config, data, Battery.Key, bytes).Dispose();
            return true;
        }
        catch (InvalidCheckpointException)
        {
            return false;
        }
    }

    private static byte[] Sealed(byte[] whole, byte[] body)
    {
        byte[] header = [.. whole[..12], .. BitConverter.GetBytes((long)body.Length), .. whole[20..CheckpointFormat.HeaderBytes], .. body];
        return [.. header, .. SHA256.HashData(header)];
    }

    private static byte[] SavedAfterOneEpoch(string name)
    {
        var (config, data) = Battery.Of(name);
        using var run = Trainer.Start(config, data, Battery.Key);
        run.NextEpoch(TestContext.Current.CancellationToken);
        return Save(run);
    }

    private static byte[] Save(ITrainingRun run)
    {
        var buffer = new ArrayBufferWriter<byte>();
        run.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
