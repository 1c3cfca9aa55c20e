using Sweep.Core.Configuration;
using Sweep.Core.Specs;

namespace Sweep.Core.Tests.Specs;

public sealed class ConvolutionTests
{
    private const string Torch = "name: x\ntraining: {engine: torch, batch_size: 8}\n";

    [Fact]
    public void A_stage_is_read_with_its_defaults_and_written_back()
    {
        var plan = Compile.Plan(Torch + "model: {conv: [{channels: 16, kernel: 3, pool: 2, batch_norm: before}, {residual: true, dropout: 0.25, activation: {leaky_relu: 0.2}}], hidden: [64]}");
        var model = plan.Combination(0).Config.Model;
        Assert.Equal(
            [
                new() { Channels = 16, Kernel = 3, Stride = 1, Pool = 2, BatchNorm = BatchNormPlace.Before },
                new ConvStage { Residual = true, Dropout = 0.25, Activation = new Activation.LeakyRelu { Slope = 0.2 } },
            ],
            model.Conv);
        Assert.Equal((3, 1), (model.Convolutions(), model.HiddenWidths().Count));
        Assert.Equal(plan.Hash, Compile.Plan(plan.NormalisedYaml).Hash);
        Assert.Equal(model.Conv, Compile.Plan(plan.NormalisedYaml).Combination(0).Config.Model.Conv);
    }

    [Fact]
    public void No_stages_leave_hash_and_identity_as_they_were_however_they_are_written()
    {
        var silent = Compile.Plan("name: x\n");
        var said = Compile.Plan("name: x\nmodel: {conv: []}\n");
        Assert.Equal(silent.Hash, said.Hash);
        Assert.Equal(ConfigIdentity.Of(silent.Combination(0).Config), ConfigIdentity.Of(said.Combination(0).Config));
        Assert.DoesNotContain(ConfigFields.Of(said.Combination(0).Config), f => f.Key == "model.conv");
        var plain = Compile.Plan(Torch + "model: {conv: [{channels: 8}]}");
        var pooled = Compile.Plan(Torch + "model: {conv: [{channels: 8, pool: 2}]}");
        Assert.NotEqual(ConfigIdentity.Of(plain.Combination(0).Config), ConfigIdentity.Of(pooled.Combination(0).Config));
        Assert.Contains(new("model.conv", "[{channels: 8, kernel: 3, stride: 1, pool: 2, batch_norm: none, dropout: 0, activation: null, residual: false}]"), ConfigFields.Of(pooled.Combination(0).Config));
    }

    [Fact]
    public void Stages_are_varied_whole_with_labels_made_or_given()
    {
        var plan = Compile.Plan(Torch + "vary: {conv: [[{channels: 8}], [{channels: 8, pool: 2}, {stride: 2}], {label: none, value: []}, {label: deep, value: [{}, {}]}]}");
        Assert.Equal(["channels(8)", "channels=8,pool=2xstride(2)", "none", "deep"], Enumerable.Range(0, 4).Select(i => plan.Combination(i).Levels[0]));
        Assert.Equal([1, 2, 0, 2], Enumerable.Range(0, 4).Select(i => plan.Combination(i).Config.Model.Convolutions()));
    }

    [Fact]
    public void Sizes_follow_strides_rounded_up_and_pools_rounded_down()
    {
        var found = Convolution.Of(
            [
                new() { Channels = 6, Kernel = 5, Pool = 2 },
                new() { Channels = 9, Stride = 3, Residual = true, Pool = 2 },
                new() { Channels = 9, Residual = true },
            ],
            28,
            13);
        Assert.Equal([(28, 13, 14, 6), (5, 2, 5, 2), (5, 2, 2, 1), (2, 1, 2, 1), (2, 1, 2, 1)], found.Select(c => (c.MapHeight, c.MapWidth, c.OutHeight, c.OutWidth)));
        Assert.Equal([0, 1, 1, 2, 2], found.Select(c => c.Stage));
        Assert.Equal([(1, 6), (6, 9), (9, 9), (9, 9), (9, 9)], found.Select(c => (c.InChannels, c.Channels)));
        Assert.Equal([false, false, true, false, false], found.Select(c => c.Projects));
        Assert.Equal([false, false, true, false, true], found.Select(c => c.ClosesBlock));
        Assert.Equal((6 * 9, 9 * 9, 2, 18L), (found[1].FanIn, found[1].FanOut, found[0].Padding, found[3].OutSize));
        // 8 × 8 with 16 maps of 3 × 3, a pool of 2, 64 units, 10 classes; then a block from 1 to 16 channels instead.
        Assert.Equal((16 * 10) + (65 * 10) + (64 * ((16 * 16) + 1)), ConfigRules.Parameters(Compile.Plan(Torch + "model: {conv: [{pool: 2}]}").Combination(0).Config));
        Assert.Equal((16 * 10) + (16 * 145) + 16 + (65 * 10) + (64 * ((16 * 64) + 1)), ConfigRules.Parameters(Compile.Plan(Torch + "model: {conv: [{residual: true}]}").Combination(0).Config));
    }

    [Theory]
    [InlineData("model: {conv: [{channels: 4, kernel: 4}]}", 4, 38, "model.conv[0].kernel: found 4, allowed is an odd number; an even kernel has no pixel in its middle, take 3 or 5")]
    [InlineData("model: {conv: [{pool: 4}, {pool: 3}]}", 4, 34, "model.conv[1].pool: a pool of 3 leaves nothing of maps of 2 x 2, which is what the stages make of images of 8 x 8")]
    [InlineData("model: {conv: [{}]}\ndataset: iris", 4, 15, "model.conv: conv needs images; use digits or idx")]
    [InlineData("model: {conv: [{channels: 4096, kernel: 31}, {channels: 4096, kernel: 31}]}", 4, 15, "model.conv: the network has 1.6E+010 parameters; at most 1E+009 are allowed")]
    [InlineData("model: {conv: [{stride: 2}], hidden: [8], layers: [{layer: 2, dropout: 0.5}]}", 4, 60, "model.layers[0].layer: there is no hidden layer 2; the network has 1")]
    [InlineData("model: {conv: [{stride: 2}], hidden: [8], residual: 2}", 4, 53, "model.residual: blocks of 2 do not divide 1 hidden layers")]
    [InlineData("model: {conv: [{dropout: 1}]}", 4, 26, "model.conv[0].dropout: found 1, allowed is a number from 0 to below 1")]
    [InlineData("model: {conv: [{batch_norm: befor}]}", 4, 29, "did you mean 'before'?")]
    [InlineData("model: {conv: [{chanels: 8}]}", 4, 17, "did you mean 'channels'?")]
    [InlineData("model: {conv: {channels: 8}}", 4, 15, "expected a list")]
    [InlineData("vary: {conv: [[{pool: 2}], [{pool: 9}]]}", 4, 8, "a pool of 9 leaves nothing of maps of 8 x 8, which is what the stages make of images of 8 x 8 (1 of 2 combinations; the first is conv=pool(9))")]
    public void What_is_wrong_with_a_stage_is_told_with_its_place(string lines, int line, int column, string message)
    {
        var problem = Assert.Single(Compile.Problems("name: x\n" + "training: {engine: torch}\n" + "\n" + lines));
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_norm_of_single_pixels_needs_more_than_one_sample_and_of_maps_does_not()
    {
        const string One = "name: x\ntraining: {engine: torch, batch_size: 1}\n";
        var problem = Assert.Single(Compile.Problems(One + "model: {conv: [{stride: 8, batch_norm: after}]}"));
        Assert.Equal((2, 39), (problem.Line, problem.Column));
        Assert.Contains("batch_norm of conv[0] has no variance in a batch of 1", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, Compile.Plan(One + "model: {conv: [{stride: 7, batch_norm: after}]}").Trials);
    }

    [Fact]
    public void All_that_is_wrong_is_reported_together()
    {
        var problems = Compile.Problems("name: x\nmodel: {conv: [{kernel: 2}, {pool: 9}]}\ntraining: {device: cuda}\n");
        Assert.Equal(["model.conv:", "model.conv[0].kernel:", "model.conv[1].pool:", "training.device:"], problems.Select(p => p.Message.Split(' ')[0]));
    }

    [Fact]
    public void Equal_weights_are_advised_against_in_convolutions_too()
        => Assert.Contains(
            Compile.Plan(Torch + "model: {conv: [{}], hidden: [], init: zero}").Notes,
            note => note.Contains("equal weights keep the units of a layer equal", StringComparison.Ordinal));
}
