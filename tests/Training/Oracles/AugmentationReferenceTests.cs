using System.Globalization;
using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>
/// Augmented batches against PyTorch's grid_sample and mixup under the same random numbers, drawn a second time in Python:
/// tests/reference/augmentation.py and draws.py.
/// </summary>
public sealed unsafe class AugmentationReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("augmentation");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_augmented_batch_is_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var augmentation = SpecOptions.Fill(new Augmentation(), recorded);
        var shape = new ImageShape(Whole("height"), Whole("width"));
        var (rows, outputs, features) = (Whole("rows"), Whole("outputs"), shape.Height * shape.Width);
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [] }, Training = new TrainingConfig { Augmentation = augmentation } };
        var plan = NetworkPlan.For(config, features, outputs, TaskKind.Classification, shape);
        using var arena = new Arena(1 << 18);
        var stride = NetworkPlan.Pad(features);
        var batch = arena.Floats((long)rows * stride);
        var inputs = SpecOptions.Floats(Reference.GetProperty("inputs"));
        for (var b = 0; b < rows; b++)
            inputs.AsSpan(b * features, features).CopyTo(new Span<float>(batch + (b * stride), features));
        var targets = new FeatureMajor(arena, rows, outputs, SpecOptions.Floats(Reference.GetProperty("targets")));

        var key = new RandomKey(ulong.Parse(recorded.GetProperty("key").GetString()!, CultureInfo.InvariantCulture));
        new Augmenter(augmentation, plan, shape, key, arena, rows)
            .Apply(batch, stride, targets.Pointer, rows, targets.Columns, recorded.GetProperty("step").GetUInt32());

        // Four pixels, or two samples, of either sign cancel; a normal number's radius loses digits near 0.
        var floor = augmentation.Noise > 0 ? 1e-6 : 3e-7;
        var expected = SpecOptions.Floats(recorded.GetProperty("x"));
        for (var b = 0; b < rows; b++)
            for (var i = 0; i < features; i++)
                Closeness.Near(expected[(b * features) + i], batch[(b * stride) + i], floor, $"feature {i} of sample {b}");
        var (wanted, shares) = (SpecOptions.Floats(recorded.GetProperty("y")), targets.ToRows());
        for (var i = 0; i < wanted.Length; i++)
            Closeness.Near(wanted[i], shares[i], 1e-7, $"target {i}");
    }

    [Fact]
    public void The_cases_change_what_they_say()
    {
        var inputs = SpecOptions.Floats(Reference.GetProperty("inputs"));
        foreach (var recorded in Reference.GetProperty("cases").EnumerateArray())
            Assert.NotEqual(inputs, SpecOptions.Floats(recorded.GetProperty("x")));
    }

    private static int Whole(string name) => Reference.GetProperty(name).GetInt32();
}
