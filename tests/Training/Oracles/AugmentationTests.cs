using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;

namespace Sweep.Training.Tests.Oracles;

/// <summary>What augmentation does to a batch of images whose pixels are all different and whose classes are their numbers.</summary>
public sealed unsafe class AugmentationTests
{
    private const int Height = 7;
    private const int Width = 9;
    private const int Pixels = Height * Width;
    private const int Samples = 40;

    [Fact]
    public void A_shift_moves_all_pixels_alike_and_fills_with_zero()
    {
        var (images, _) = Apply(new Augmentation { Shift = 2 });
        var met = new HashSet<(int, int)>();
        for (var b = 0; b < Samples; b++)
        {
            var moves = from down in Enumerable.Range(-2, 5)
                        from right in Enumerable.Range(-2, 5)
                        where images[b].SequenceEqual(Shifted(b, down, right))
                        select (down, right);
            met.Add(moves.Single());
        }

        Assert.InRange(met.Count, 13, 25);
    }

    [Fact]
    public void A_cutout_clears_one_square_and_nothing_else()
    {
        var (images, _) = Apply(new Augmentation { Cutout = 3 });
        for (var b = 0; b < Samples; b++)
        {
            var cut = Enumerable.Range(0, Pixels).Where(i => images[b][i] == 0).ToArray();
            var (rows, columns) = (cut.Select(i => i / Width).Distinct().Count(), cut.Select(i => i % Width).Distinct().Count());
            // Its middle is in the image, one of its sides may not be.
            Assert.InRange(rows, 2, 3);
            Assert.InRange(columns, 2, 3);
            Assert.Equal(rows * columns, cut.Length);
            Assert.All(Enumerable.Range(0, Pixels).Except(cut), i => Assert.Equal(Pixel(b, i), images[b][i]));
        }
    }

    [Fact]
    public void A_turned_or_scaled_plane_keeps_its_middle_and_stays_a_plane()
    {
        var (turned, _) = Apply(new Augmentation { Rotate = 90 });
        var (scaled, _) = Apply(new Augmentation { Scale = 0.5 });
        for (var b = 0; b < Samples; b++)
        {
            Closeness.Near(Pixel(b, Pixels / 2), turned[b][Pixels / 2], 1e-6, "middle of a turned image");
            Closeness.Near(Pixel(b, Pixels / 2), scaled[b][Pixels / 2], 1e-6, "middle of a scaled image");
            // Pixels rise by 1/Pixels to the right and Width/Pixels downwards: the picture is a plane, and stays one.
            var (right, down) = (Slope(turned[b], 1), Slope(turned[b], Width));
            var (x, y) = (1.0 / Pixels, (double)Width / Pixels);
            Closeness.Near((x * x) + (y * y), (right * right) + (down * down), 1e-5, "steepness of a turned plane");
            // Turned by a quarter at most, either way.
            Assert.InRange((right * x) + (down * y), -1e-5, 1);
            var factor = Slope(scaled[b], 1) / x;
            Assert.InRange(factor, 1 / 1.5001, 1 / 0.4999);
            // The quotient of two small differences of float pixels.
            Closeness.Near(factor * y, Slope(scaled[b], Width), 2e-4, "steepness of a scaled plane");
        }
    }

    [Fact]
    public void Mixup_mixes_samples_and_targets_by_the_same_weight()
    {
        var (images, targets) = Apply(new Augmentation { Mixup = 2 });
        var mixed = 0;
        var weights = new List<double>();
        for (var b = 0; b < Samples; b++)
        {
            var others = Enumerable.Range(0, Samples).Where(c => c != b && targets[b][c] > 0).ToArray();
            Closeness.Near(1, targets[b].Sum(share => (double)share), 1e-6, "shares");
            if (others is not [var partner])
            {
                Assert.Empty(others);
                continue;
            }

            mixed++;
            weights.Add(targets[b][b]);
            for (var i = 0; i < Pixels; i++)
                Closeness.Near((targets[b][b] * Pixel(b, i)) + (targets[b][partner] * Pixel(partner, i)), images[b][i], 1e-6, $"pixel {i} of {b}");
        }

        Assert.InRange(mixed, Samples / 2, Samples);
        Assert.Single(weights.Distinct());
        Assert.InRange(weights[0], 0.001, 0.999);
    }

    [Fact]
    public void Noise_has_its_deviation()
    {
        var (images, _) = Apply(new Augmentation { Noise = 0.25 });
        var noise = Enumerable.Range(0, Samples).SelectMany(b => Enumerable.Range(0, Pixels).Select(i => (double)images[b][i] - Pixel(b, i))).ToArray();
        Assert.InRange(noise.Average(), -0.025, 0.025);
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), 0.23, 0.27);
    }

    [Fact]
    public void Feature_dropout_clears_its_share_and_leaves_the_rest()
    {
        var (images, _) = Apply(new Augmentation { FeatureDropout = 0.25 });
        var cleared = 0;
        for (var b = 0; b < Samples; b++)
        {
            for (var i = 0; i < Pixels; i++)
            {
                cleared += images[b][i] == 0 ? 1 : 0;
                Assert.True(images[b][i] == 0 || images[b][i] == Pixel(b, i), $"pixel {i} of {b}");
            }
        }

        Assert.InRange(cleared / (double)(Samples * Pixels), 0.20, 0.30);
    }

    private static float Pixel(int sample, int i) => 1 + sample + ((i + 1) / (float)Pixels);

    private static float[] Shifted(int sample, int down, int right)
        => [.. Enumerable.Range(0, Pixels).Select(i =>
        {
            var (row, column) = ((i / Width) - down, (i % Width) - right);
            return row is >= 0 and < Height && column is >= 0 and < Width ? Pixel(sample, (row * Width) + column) : 0;
        })];

    // Between the neighbours of the middle, which are inside however the image is turned.
    private static double Slope(float[] image, int step) => (image[(Pixels / 2) + step] - (double)image[(Pixels / 2) - step]) / 2;

    private static (float[][] Images, float[][] Targets) Apply(Augmentation augmentation)
    {
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [] }, Training = new TrainingConfig { Augmentation = augmentation } };
        var shape = new ImageShape(Height, Width);
        var plan = NetworkPlan.For(config, Pixels, Samples, TaskKind.Classification, shape);
        using var arena = new Arena(1 << 18);
        var stride = NetworkPlan.Pad(Pixels);
        var rows = arena.Floats((long)Samples * stride);
        for (var b = 0; b < Samples; b++)
            for (var i = 0; i < Pixels; i++)
                rows[(b * stride) + i] = Pixel(b, i);
        var own = new float[Samples * Samples];
        for (var b = 0; b < Samples; b++)
            own[(b * Samples) + b] = 1;
        var targets = new FeatureMajor(arena, Samples, Samples, own);
        new Augmenter(augmentation, plan, shape, RandomKey.For(4, 0), arena, Samples).Apply(rows, stride, targets.Pointer, Samples, targets.Columns, 5);
        var shares = targets.ToRows();
        var images = new float[Samples][];
        for (var b = 0; b < Samples; b++)
        {
            images[b] = new Span<float>(rows + (b * stride), Pixels).ToArray();
            Assert.All(new Span<float>(rows + (b * stride) + Pixels, stride - Pixels).ToArray(), value => Assert.Equal(0, value));
        }

        return (images, [.. Enumerable.Range(0, Samples).Select(b => shares[(b * Samples)..((b + 1) * Samples)])]);
    }
}
