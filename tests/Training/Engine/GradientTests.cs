using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Results;
using Sweep.Training.Kernels;
using Sweep.Training.Losses;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training.Tests.Engine;

/// <summary>Gradients against central differences of <see cref="ReferenceNetwork"/>.</summary>
public sealed unsafe class GradientTests
{
    private static readonly Activation[] Activations =
    [
        new Activation.Sigmoid(), new Activation.Tanh(), new Activation.Relu(), new Activation.LeakyRelu { Slope = 0.2 }, new Activation.Prelu(),
        new Activation.Elu { Alpha = 1.5 }, new Activation.Selu(), new Activation.Gelu(), new Activation.GeluTanh(), new Activation.Silu(),
        new Activation.Softplus(), new Activation.HardTanh(), new Activation.Identity(),
    ];

    private static readonly Normalisation[] Normalisations =
    [
        new Normalisation.None(), new Normalisation.BatchNorm { Epsilon = 0.1 }, new Normalisation.BatchNorm { Epsilon = 0.1, Position = NormPosition.After },
        new Normalisation.LayerNorm { Epsilon = 0.1 }, new Normalisation.LayerNorm { Epsilon = 0.1, Position = NormPosition.After },
    ];

    private static readonly Loss[] Losses =
    [
        new Loss.CrossEntropy(), new Loss.BinaryCrossEntropy(), new Loss.Mse(), new Loss.Huber { Delta = 0.7 }, new Loss.Mae(),
    ];

    public sealed record Shape(int Batch, int Features, int First, int Second, int Third, int Classes, int Seed);

    public static TheoryData<int> EveryActivation => [.. Enumerable.Range(0, Activations.Length)];

    public static TheoryData<int> EveryNormalisation => [.. Enumerable.Range(0, Normalisations.Length)];

    public static TheoryData<int> EveryLoss => [.. Enumerable.Range(0, Losses.Length)];

    [Theory]
    [MemberData(nameof(EveryActivation))]
    public void Every_activation_has_its_gradient(int index)
        => Check(new ModelConfig { Activation = Activations[index] }, new Loss.CrossEntropy());

    [Theory]
    [MemberData(nameof(EveryNormalisation))]
    public void Every_normalisation_has_its_gradient(int index)
        => Check(new ModelConfig { Activation = new Activation.Tanh(), Normalization = Normalisations[index] }, new Loss.CrossEntropy());

    [Theory]
    [MemberData(nameof(EveryLoss))]
    public void Every_loss_has_its_gradient(int index)
        => Check(new ModelConfig { Activation = new Activation.Tanh() }, Losses[index]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Residual_blocks_have_their_gradient(int layers)
        => Check(new ModelConfig { Activation = new Activation.Silu(), Residual = layers }, new Loss.CrossEntropy());

    [Fact]
    public void Dropout_has_its_gradient()
        => Check(new ModelConfig { Activation = new Activation.Silu(), Dropout = 0.5 }, new Loss.CrossEntropy());

    [Fact]
    public void Alpha_dropout_has_its_gradient()
        => Check(new ModelConfig { Activation = new Activation.Selu(), AlphaDropout = 0.25 }, new Loss.CrossEntropy());

    [Fact]
    public void All_of_them_together_have_their_gradient()
        => Prop.ForAll(Shapes(), shape =>
        {
            var random = RandomKey.For((ulong)shape.Seed, 1).Sequence(RandomUse.Design);
            var model = new ModelConfig
            {
                Activation = Activations[random.NextBelow((uint)Activations.Length)],
                Normalization = Normalisations[random.NextBelow((uint)Normalisations.Length)],
                Residual = (int)random.NextBelow(4),
                Dropout = random.NextBelow(2) * 0.25,
                Layers =
                [
                    new LayerOverride { Layer = 2, Activation = Activations[random.NextBelow((uint)Activations.Length)], Normalization = Normalisations[random.NextBelow((uint)Normalisations.Length)] },
                ],
            };
            CheckShape(shape, model, Losses[random.NextBelow((uint)Losses.Length)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static void Check(ModelConfig model, Loss loss)
        => Prop.ForAll(Shapes(), shape => CheckShape(shape, model, loss)).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private static Arbitrary<Shape> Shapes()
    {
        var width = Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 9), Gen.Elements(15, 16, 17, 31, 33));
        return (from batch in Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 20), Gen.Elements(16, 17, 33))
                from features in width
                from first in width
                from second in width
                from third in width
                from classes in Gen.Choose(2, 5)
                from seed in Gen.Choose(0, int.MaxValue - 1)
                select new Shape(batch, features, first, second, third, classes, seed)).ToArbitrary();
    }

    private static void CheckShape(Shape shape, ModelConfig model, Loss loss)
    {
        var classes = loss is Loss.BinaryCrossEntropy ? 2 : shape.Classes;
        var config = new TrialConfig
        {
            Model = model with { Hidden = [shape.First, shape.Second, shape.Third], BiasInit = new Initialisation.Uniform { Limit = 0.3 } },
            Training = new TrainingConfig { Loss = loss },
        };
        var plan = NetworkPlan.For(config, shape.Features, classes, TaskKind.Classification, null);
        var draws = new RandomDraws(RandomKey.For((ulong)shape.Seed, 0));
        var columns = NetworkPlan.Pad(shape.Batch);
        var measure = new Arena();
        _ = Lay(plan, draws, measure, columns);
        using var arena = new Arena(measure.Used);
        var (network, kernel, targets, losses) = Lay(plan, draws, arena, columns);
        Initialiser.Fill(plan, config.Model.BiasInit, draws.Key, network.Parameters, network.Gradients);
        network.Statistics.Reset();

        var random = draws.Key.Sequence(RandomUse.Data);
        // A single sample's batch norm yields the shift: at 0 it would stand on a kink.
        foreach (var segment in plan.Layers.SelectMany(layer => new[] { layer.Scale, layer.Shift }))
            for (var i = 0; i < segment.Columns; i++)
                network.Parameters[segment.Offset + i] += (float)(random.NextDouble() - 0.5);
        var inputs = Draw(ref random, shape.Batch, shape.Features);
        var wanted = Targets(ref random, shape.Batch, plan.Outputs, loss);
        for (var b = 0; b < shape.Batch; b++)
        {
            for (var f = 0; f < shape.Features; f++)
                network.InputRows[(b * network.InputStride) + f] = (float)inputs[b][f];
            for (var c = 0; c < plan.Outputs; c++)
                targets[(c * columns) + b] = (float)wanted[b][c];
        }

        network.Forward(shape.Batch, columns, training: true, step: 3);
        kernel.Evaluate(network.Logits, targets, columns, losses, network.LogitGradient, shape.Batch);
        network.Backward(shape.Batch, columns);

        var parameters = new double[plan.ParameterFloats];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = network.Parameters[i];
        var masks = plan.Layers.Select(layer => Mask(network, layer, shape.Batch, columns)).ToArray();
        var reference = new ReferenceNetwork(plan, parameters, masks);
        var mean = 0.0;
        for (var b = 0; b < shape.Batch; b++)
            mean += losses[b] / (double)shape.Batch;
        Near(reference.Loss(inputs, wanted, loss), mean, 1e-5, "loss", shape);
        CompareGradients(plan, network, parameters, () => reference.Loss(inputs, wanted, loss), ref random, shape);
    }

    private static void CompareGradients(NetworkPlan plan, DenseNetwork network, double[] parameters, Func<double> loss, ref RandomSequence random, Shape shape)
    {
        foreach (var layer in plan.Layers)
        {
            foreach (var segment in layer.Segments)
            {
                for (var probe = 0; probe < 6; probe++)
                {
                    var row = (int)random.NextBelow((uint)segment.Rows);
                    var at = segment.Offset + ((long)row * segment.Stride) + random.NextBelow((uint)segment.Columns);
                    var value = parameters[at];
                    const double Distance = 1e-6;
                    parameters[at] = value + Distance;
                    var above = loss();
                    parameters[at] = value - Distance;
                    var below = loss();
                    parameters[at] = value;
                    Near((above - below) / (2 * Distance), network.Gradients[at], 3e-4, $"layer {layer.Number} {segment}", shape);
                }

                for (var row = 0; row < segment.Rows; row++)
                    for (var pad = segment.Columns; pad < segment.Stride; pad++)
                        Assert.Equal(0, network.Gradients[segment.Offset + ((long)row * segment.Stride) + pad]);
            }
        }
    }

    private static (DenseNetwork Network, LossKernel Loss, Pointer Targets, Pointer Losses) Lay(NetworkPlan plan, RandomDraws draws, Arena arena, int columns)
        => (new DenseNetwork(plan, draws, arena, columns), new LossKernel(plan.Loss, plan.Outputs, arena), new(arena.Floats(plan.Outputs * columns)), new(arena.Floats(columns)));

    private static double[]? Mask(DenseNetwork network, LayerPlan layer, int samples, int columns)
    {
        if (!layer.Drops)
            return null;
        var mask = new double[layer.Outputs * samples];
        for (var unit = 0; unit < layer.Outputs; unit++)
            for (var b = 0; b < samples; b++)
                mask[(unit * samples) + b] = network.Buffers(layer.Number).Mask[(unit * columns) + b];
        return mask;
    }

    private static double[][] Draw(ref RandomSequence random, int rows, int columns)
    {
        var values = new double[rows][];
        for (var row = 0; row < rows; row++)
        {
            values[row] = new double[columns];
            for (var column = 0; column < columns; column++)
                values[row][column] = (float)((3 * random.NextDouble()) - 1.5);
        }

        return values;
    }

    private static double[][] Targets(ref RandomSequence random, int rows, int outputs, Loss loss)
    {
        var values = Draw(ref random, rows, outputs);
        if (loss is not (Loss.CrossEntropy or Loss.BinaryCrossEntropy))
            return values;
        foreach (var row in values)
        {
            for (var c = 0; c < row.Length; c++)
                row[c] = (float)Math.Abs(row[c]);
            var sum = outputs == 1 ? 1.5 : row.Sum();
            for (var c = 0; c < row.Length; c++)
                row[c] = (float)(row[c] / sum);
        }

        return values;
    }

    private static void Near(double expected, double actual, double tolerance, string what, Shape shape)
        => Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"{what} of {shape}: expected {expected}, got {actual}");

    private readonly struct Pointer(float* value)
    {
        public static implicit operator float*(Pointer pointer) => pointer.Value;

        public ref float this[long i] => ref Value[i];

        private float* Value { get; } = value;
    }
}
