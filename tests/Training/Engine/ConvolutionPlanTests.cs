using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Training.Data;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Data;

namespace Sweep.Training.Tests.Engine;

public sealed class ConvolutionPlanTests
{
    private static readonly ImageShape Digits = new(8, 8);

    [Fact]
    public void The_plan_resolves_every_default_and_override_of_a_stage()
    {
        var plan = PlanOf(new ModelConfig
        {
            Activation = new Activation.Tanh(),
            Conv =
            [
                new() { Channels = 4, Pool = 2, BatchNorm = BatchNormPlace.After, Dropout = 0.25 },
                new() { Channels = 6, Stride = 2, Residual = true, BatchNorm = BatchNormPlace.Before, Dropout = 0.5, Activation = new Activation.Prelu() },
            ],
            Hidden = [5],
            Normalization = new Normalisation.LayerNorm(),
            Dropout = 0.1,
        });
        Assert.Equal(3, plan.Convolutions);
        var (first, opening, closing, hidden) = (plan.Layers[0], plan.Layers[1], plan.Layers[2], plan.Layers[3]);
        Assert.Equal((new Activation.Tanh(), new Initialisation.XavierUniform(), 0.25, true, -1), (first.Activation, first.Init, first.Dropout, first.NormalizesAfter, first.SkipFrom));
        Assert.Equal((64, 4 * 4 * 4, 4 * 8 * 8), (first.Inputs, first.Outputs, first.MapSize));
        // Pooling and dropout of a block come after its second convolution, which the block's input is added to.
        Assert.Equal((0.0, true, -1, true), (opening.Dropout, opening.NormalizesBefore, opening.SkipFrom, opening.Projection.IsEmpty));
        Assert.Equal((0.5, true, 1), (closing.Dropout, closing.NormalizesBefore, closing.SkipFrom));
        Assert.Equal((6, 4), (closing.Projection.Rows, closing.Projection.Columns));
        Assert.Equal(new Initialisation.HeNormal { Slope = 0.25 }, closing.Init);
        Assert.Equal((6, 6, 1), (closing.Scale.Columns, closing.Shift.Columns, closing.Slope.Columns));
        Assert.Equal((6 * 2 * 2, 5, 0.1), (hidden.Inputs, hidden.Outputs, hidden.Dropout));
        Assert.IsType<Normalisation.LayerNorm>(hidden.Normalization);
    }

    [Fact]
    public void Hidden_layers_keep_their_own_numbers_and_links_behind_convolutions()
    {
        var plan = PlanOf(new ModelConfig
        {
            Conv = [new() { Channels = 2, Pool = 4 }],
            Hidden = [8, 8, 7, 7],
            Residual = 2,
            Layers = [new() { Layer = 1, Dropout = 0.5 }],
        });
        Assert.Equal([0, 0.5, 0, 0, 0, 0], plan.Layers.Select(l => l.Dropout));
        // The first block starts at the maps, 2 of 2 × 2: as many numbers as units, so nothing bridges them.
        Assert.Equal([-1, -1, 1, -1, 3, -1], plan.Layers.Select(l => l.SkipFrom));
        Assert.Equal([0, 0, 0, 0, 8, 0], plan.Layers.Select(l => l.Projection.Columns));
    }

    [Fact]
    public void A_block_on_the_image_itself_is_bridged_from_the_input()
    {
        var closing = PlanOf(new ModelConfig { Conv = [new() { Channels = 3, Residual = true }] }).Layers[1];
        Assert.Equal((0, 3, 1), (closing.SkipFrom, closing.Projection.Rows, closing.Projection.Columns));
        Assert.True(PlanOf(new ModelConfig { Conv = [new() { Channels = 1, Residual = true }] }).Layers[1].Projection.IsEmpty);
    }

    [Fact]
    public void The_cost_of_a_convolution_is_that_of_its_kernel_at_every_pixel()
    {
        var config = new TrialConfig
        {
            Model = new() { Conv = [new() { Channels = 4, Kernel = 5, Pool = 2 }, new() { Channels = 6, Residual = true, Stride = 2 }], Hidden = [7] },
            Training = new() { Engine = Core.Configuration.Engine.Torch, Epochs = 3, BatchSize = new(50) },
        };
        var cost = TrialCost.For(config, new DataShape(TaskKind.Classification, 64, 10, 100, 40, 30, Digits));
        double first = 2 * 25 * 1 * 4 * 64, opening = 2 * 9 * 4 * 6 * 4, closing = 2 * 9 * 6 * 6 * 4, projection = 2 * 4 * 6 * 4, dense = 2 * ((24 * 7) + (7 * 10));
        var forward = first + opening + closing + projection + dense;
        Assert.Equal((2 * forward) + (forward - first), cost.SampleFlops);
        Assert.Equal(40 * forward, cost.ValidationFlops);
        Assert.Equal((3 * 100 * cost.SampleFlops) + (((3 * 40) + 30) * forward), cost.Flops);
        Assert.Equal(6, cost.Steps);
        Assert.Equal((25 * 4) + 4 + (36 * 6) + 6 + (54 * 6) + 6 + 24 + (24 * 7) + 7 + 70 + 10, cost.Parameters);
        // At the least its parameters and gradients, and a batch's maps with their gradients.
        Assert.InRange(cost.WorkingBytes, 4 * ((2 * cost.Parameters) + (50 * 2 * 2 * 4 * 64)), 4 << 20);
    }

    [Fact]
    public void The_native_engine_refuses_what_it_lacks_by_name()
    {
        var config = new TrialConfig
        {
            Model = new() { Conv = [new()] },
            Training = new() { Device = Device.Cuda, Augmentation = new() { Shift = 1 } },
        };
        var data = TestData.Load(new DataSource.Digits());
        var refused = Assert.Throws<InvalidInputException>(() => new NativeTrainer().Start(config, data, Battery.Key));
        Assert.Equal(
            ["model.conv: conv needs engine torch; the native engine has dense layers alone", "training.device: device cuda needs engine torch; the native engine computes on the processor alone"],
            refused.Problems.Select(p => p.Message));
        // The data set itself bears it, with augmented images too.
        Assert.True(TrialCost.For(config, DataShape.Of(data)).Flops > 0);
    }

    [Fact]
    public void What_only_the_data_can_tell_is_refused_with_all_its_places()
    {
        static string[] Refused(ModelConfig model, ImageShape? image, int batch = 32) => [.. Assert.Throws<InvalidInputException>(() =>
            NetworkPlan.For(new TrialConfig { Model = model, Training = new() { BatchSize = new(batch) } }, 6, 2, TaskKind.Classification, image)).Problems.Select(p => p.Message)];

        Assert.Equal(["model.conv: needs images, the data set holds none; use digits or idx"], Refused(new() { Conv = [new()] }, null));
        Assert.Equal(
            [
                "model.conv[1].kernel: found 2, allowed is an odd number; an even kernel has no pixel in its middle, take 1 or 3",
                "model.conv[1].pool: a pool of 2 leaves nothing of maps of 3 x 1, which is what the stages make of images of 3 x 1",
            ],
            Refused(new() { Conv = [new(), new() { Kernel = 2, Pool = 2 }] }, new ImageShape(3, 1)));
        Assert.Contains("single pixels", Assert.Single(Refused(new() { Conv = [new() { Stride = 3, BatchNorm = BatchNormPlace.Before }] }, new ImageShape(3, 2), batch: 1)), StringComparison.Ordinal);
        Assert.Contains("are more than 2147483647 numbers", Assert.Single(Refused(new() { Conv = [new() { Channels = 4096 }] }, new ImageShape(1000, 1000))), StringComparison.Ordinal);
    }

    private static NetworkPlan PlanOf(ModelConfig model) => NetworkPlan.For(new TrialConfig { Model = model }, 64, 10, TaskKind.Classification, Digits);
}
