using System.Buffers;
using Sweep.Core.Results;

namespace Sweep.Core.Tests.Results;

public sealed class CanonicalResultTests
{
    // The golden digests are printed by tests/reference/digests.py.
    private static EpochReport Epoch(int number, double trainLoss = 0.5, float norm = 0.25f) => new()
    {
        Epoch = number,
        Steps = number * 34,
        TrainLoss = trainLoss,
        TrainScore = 0.75,
        ValidationLoss = 0.625,
        ValidationScore = 0.5,
        LearningRate = 0.1,
        Layers =
        [
            new() { Layer = 1, GradientNormMin = 0.125f, GradientNormMean = norm, GradientNormMax = 0.5f, NanCount = 1, InfCount = 2, Histogram = [3, 0, 4] },
            new() { Layer = 2, WeightNorm = 8 },
        ],
    };

    private static readonly TrialResult Result = new()
    {
        Outcome = TrialOutcome.Completed,
        End = TrainingEnd.Epochs,
        Task = TaskKind.Classification,
        Epochs = 2,
        Steps = 68,
        Samples = 2_176,
        BestEpoch = 2,
        TrainLoss = 0.5,
        TrainScore = 0.75,
        ValidationLoss = 0.625,
        ValidationScore = 0.5,
        TestLoss = 1,
        TestScore = 0.25,
        WeightsHash = "ab",
    };

    [Fact]
    public void Form_of_a_small_trial_is_the_golden_one()
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalResult.Write(output, [new() { Epoch = 1, Steps = 2, TrainLoss = 1, TrainScore = double.NaN, ValidationLoss = -2, ValidationScore = 0, LearningRate = 0.5 }], new() { Outcome = TrialOutcome.Diverged, DivergedStep = 7, DivergedLayer = 3, WeightsHash = "é" });

        const string header = "54" + "04000000" + "01000000";
        const string epoch = "45" + "38000000" + "01000000" + "0200000000000000" + "000000000000f03f" + "000000000000f87f"
            + "00000000000000c0" + "0000000000000000" + "000000000000e03f" + "00000000";
        const string nan = "000000000000f87f";
        const string result = "52" + "6a000000" + "01000000" + "02000000" + "00000000" + "00000000" + "00000000"
            + "0000000000000000" + "0000000000000000" + "00000000" + nan + nan + nan + nan + nan + nan
            + "0700000000000000" + "03000000" + "02000000" + "c3a9";
        Assert.Equal(header + epoch + result, Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Digest_of_a_trial_is_the_golden_one()
        => Assert.Equal("97277d2c2796b5ea7f96743189b66a8c82cb38866dcb4df98ffed6092f4278d1", CanonicalResult.Digest([Epoch(1), Epoch(2)], Result));

    [Fact]
    public void Digest_of_a_trial_with_top_k_accuracy_is_the_golden_one()
        => Assert.Equal(
            "b4bee1e3ea92f98d41d091cfd6ea4dd1b9ab91d5891432bd5d35a0306e683cc6",
            CanonicalResult.Digest(
                [Epoch(1) with { TrainTopK = 0.875, ValidationTopK = 0.75 }, Epoch(2) with { TrainTopK = 1, ValidationTopK = 0.9375 }],
                Result with { TrainTopK = 1, ValidationTopK = 0.9375, TestTopK = 0.5 }));

    [Fact]
    public void Digest_made_epoch_by_epoch_is_the_hash_of_the_form()
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalResult.Write(output, [Epoch(1), Epoch(2)], Result);
        using var digest = new TrialDigest();
        digest.Append(Epoch(1));
        digest.Append(Epoch(2));

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(output.WrittenSpan)), digest.Finish(Result));
    }

    [Fact]
    public void Finished_digest_begins_anew()
    {
        using var digest = new TrialDigest();
        digest.Append(Epoch(1));
        _ = digest.Finish(Result);
        digest.Append(Epoch(2));

        Assert.Equal(CanonicalResult.Digest([Epoch(2)], Result), digest.Finish(Result));
    }

    [Fact]
    public void Every_nan_has_one_form()
    {
        var negative = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_0001));
        var single = BitConverter.Int32BitsToSingle(unchecked((int)0xFFC0_0001));

        Assert.Equal(
            CanonicalResult.Digest([Epoch(1, double.NaN, float.NaN)], Result),
            CanonicalResult.Digest([Epoch(1, negative, single)], Result));
    }

    [Fact]
    public void One_bit_of_one_number_changes_the_digest()
    {
        var golden = CanonicalResult.Digest([Epoch(1)], Result);

        Assert.NotEqual(golden, CanonicalResult.Digest([Epoch(1, Math.BitIncrement(0.5))], Result));
        Assert.NotEqual(golden, CanonicalResult.Digest([Epoch(1, 0.5, MathF.BitIncrement(0.25f))], Result));
        Assert.NotEqual(golden, CanonicalResult.Digest([Epoch(1)], Result with { TestScore = Math.BitDecrement(0.25) }));
        Assert.NotEqual(golden, CanonicalResult.Digest([Epoch(1)], Result with { WeightsHash = "ac" }));
        Assert.NotEqual(golden, CanonicalResult.Digest([Epoch(1)], Result with { TestTopK = 0.25 }));
        Assert.NotEqual(golden, CanonicalResult.Digest([Epoch(1) with { ValidationTopK = 0.5 }], Result));
    }

    [Theory]
    [InlineData(TrialOutcome.Failed)]
    [InlineData(TrialOutcome.Stopped)]
    public void Failed_and_stopped_trials_count_by_outcome_alone(TrialOutcome outcome)
    {
        var bare = CanonicalResult.Digest([], new() { Outcome = outcome });
        var output = new ArrayBufferWriter<byte>();
        CanonicalResult.Write(output, [Epoch(1)], Result with { Outcome = outcome });

        Assert.Equal(bare, CanonicalResult.Digest([Epoch(1)], Result with { Outcome = outcome, Detail = "disk full" }));
        Assert.Equal(bare, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(output.WrittenSpan)));
        Assert.NotEqual(bare, CanonicalResult.Digest([], new() { Outcome = TrialOutcome.Diverged }));
    }

    [Fact]
    public void Detail_has_no_part_in_the_digest()
        => Assert.Equal(CanonicalResult.Digest([], Result), CanonicalResult.Digest([], Result with { Detail = "NaN in layer 3" }));

    [Fact]
    public void Digest_of_a_sweep_is_the_golden_one()
    {
        using var digest = new SweepDigest();
        var empty = digest.Current();
        digest.Append(0, new string('0', 64));
        digest.Append(5, CanonicalResult.Digest([Epoch(1), Epoch(2)], Result));

        // SHA-256 of 01000000.
        Assert.Equal("67abdd721024f0ff4e0b3f4c2fc13bc5bad42d0b7851d456d88d203d15aaa450", empty);
        Assert.Equal("9dda18c105108ea7ee5df74d0a1d65b19f25ee6616a1c6d3df067a9320805219", digest.Current());
        Assert.Equal(2, digest.Trials);
    }

    [Fact]
    public void Sweep_digest_refuses_trials_out_of_order_and_malformed_digests()
    {
        using var digest = new SweepDigest();
        digest.Append(3, new string('0', 64));

        Assert.Throws<ArgumentOutOfRangeException>(() => digest.Append(3, new string('1', 64)));
        Assert.Throws<ArgumentException>(() => digest.Append(4, new string('1', 63)));
        Assert.Throws<ArgumentException>(() => digest.Append(4, new string('1', 66)));
        Assert.Throws<ArgumentException>(() => digest.Append(4, new string('g', 64)));
    }
}
