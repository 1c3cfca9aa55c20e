using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Planning;

namespace Sweep.Training.Tests.Oracles;

/// <summary>
/// The engine's float gradients of whole training steps against central differences of a reference in double, at widths that
/// no vector divides and with one sample.
/// </summary>
public sealed unsafe class FiniteDifferenceTests
{
    private const double Distance = 1e-6;

    private static readonly Activation[] Activations =
    [
        new Activation.Sigmoid(), new Activation.Tanh(), new Activation.Relu(), new Activation.LeakyRelu { Slope = 0.2 }, new Activation.Prelu(),
        new Activation.Elu { Alpha = 1.5 }, new Activation.Selu(), new Activation.Gelu(), new Activation.GeluTanh(), new Activation.Silu(),
        new Activation.Softplus(), new Activation.HardTanh(), new Activation.Identity(),
    ];

    // The greater epsilon keeps two samples or two units from cancelling.
    private static readonly Normalisation[] Normalisations =
    [
        new Normalisation.None(), new Normalisation.BatchNorm { Epsilon = 0.1 }, new Normalisation.BatchNorm { Epsilon = 0.1, Position = NormPosition.After },
        new Normalisation.LayerNorm { Epsilon = 0.1 }, new Normalisation.LayerNorm { Epsilon = 0.1, Position = NormPosition.After },
    ];

    private static readonly Loss[] Losses =
    [
        new Loss.CrossEntropy(), new Loss.BinaryCrossEntropy(), new Loss.Mse(), new Loss.Huber { Delta = 0.7 }, new Loss.Mae(),
    ];

    public static TheoryData<int> EveryActivation => [.. Enumerable.Range(0, Activations.Length)];

    public static TheoryData<int> EveryNormalisation => [.. Enumerable.Range(0, Normalisations.Length)];

    public static TheoryData<int> EveryLoss => [.. Enumerable.Range(0, Losses.Length)];

    [Theory]
    [MemberData(nameof(EveryActivation))]
    public void Gradients_of_every_activation_are_those_of_its_formula(int index)
        => Check(4, 100 + (ulong)index, new ModelConfig { Activation = Activations[index] }, new TrainingConfig { Loss = new Loss.CrossEntropy() });

    [Theory]
    [MemberData(nameof(EveryNormalisation))]
    public void Gradients_of_every_normalisation_are_those_of_its_formula(int index)
        => Check(8, 200 + (ulong)index, new ModelConfig { Activation = new Activation.Tanh(), Normalization = Normalisations[index] }, new TrainingConfig { Loss = new Loss.CrossEntropy() });

    [Theory]
    [MemberData(nameof(EveryLoss))]
    public void Gradients_of_every_loss_are_those_of_its_formula(int index)
    {
        foreach (var smoothing in new[] { 0, 0.1, 0.5 })
            Check(4, 300 + (ulong)index, new ModelConfig { Activation = new Activation.Silu() }, new TrainingConfig { Loss = Losses[index], LabelSmoothing = smoothing });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_through_residual_links_are_those_of_the_formula(int layers)
        => Check(8, 400 + (ulong)layers, new ModelConfig { Activation = new Activation.Gelu(), Residual = layers }, new TrainingConfig { Loss = new Loss.CrossEntropy() });

    [Theory]
    [InlineData(0.5, 0, 0)]
    [InlineData(0, 0.25, 0)]
    [InlineData(0, 0, 0.375)]
    [InlineData(0.25, 0.25, 0.25)]
    public void Gradients_through_dropout_are_those_of_the_formula(double dropout, double alpha, double input)
        => Check(
            6, 500, new ModelConfig { Activation = new Activation.Selu(), Dropout = dropout, AlphaDropout = alpha, InputDropout = input },
            new TrainingConfig { Loss = new Loss.CrossEntropy() });

    [Fact]
    public void Gradients_of_everything_together_are_those_of_the_formulas()
    {
        for (var seed = 1000UL; seed < 1080; seed++)
        {
            var random = RandomKey.For(seed, 2).Sequence(RandomUse.Design);
            T Pick<T>(params T[] values) => values[random.NextBelow((uint)values.Length)];
            var model = new ModelConfig
            {
                Activation = Pick(Activations),
                Normalization = Pick(Normalisations),
                Residual = Pick(0, 0, 1, 2, 3),
                Dropout = Pick(0, 0, 0.25),
                AlphaDropout = Pick(0, 0, 0, 0.125),
                InputDropout = Pick(0, 0, 0.25),
                Layers = [new LayerOverride { Layer = 2, Activation = Pick(Activations), Normalization = Pick(Normalisations) }],
            };
            Check(1, seed, model, new TrainingConfig { Loss = Pick(Losses), LabelSmoothing = Pick(0, 0, 0.2) });
        }
    }

    [Theory]
    [InlineData(Penalised.Weights)]
    [InlineData(Penalised.WeightsAndBiases)]
    [InlineData(Penalised.All)]
    public void A_step_adds_the_penalties_to_the_gradient_and_decays(Penalised penalize)
    {
        var training = new TrainingConfig
        {
            Loss = new Loss.CrossEntropy(),
            Optimizer = new Optimizer.Sgd { LearningRate = 0.25 },
            L1 = 0.05,
            L2 = 0.1,
            WeightDecay = 0.3,
            Penalize = penalize,
        };
        for (var seed = 600UL; seed < 606; seed++)
        {
            using var step = new GradientCase(new ModelConfig { Activation = new Activation.Prelu(), Normalization = Normalisations[3], Residual = 1 }, training, seed);
            foreach (var (name, segment, values) in step.Parameters)
            {
                var isPenalised = penalize == Penalised.All || segment.Kind == ParameterKind.Weights || (segment.Kind == ParameterKind.Biases && penalize == Penalised.WeightsAndBiases);
                var (l1, l2, decay) = isPenalised ? (training.L1, training.L2, 0.3) : (0, 0, 0);
                var gradients = Segments.Read(step.Gradients, segment);
                var updated = Segments.Read(step.Updated, segment);
                for (var i = 0; i < values.Length; i++)
                {
                    var change = 0.25 * (gradients[i] + (l1 * Math.Sign(values[i])) + (l2 * values[i]));
                    Closeness.Near((values[i] * (1 - (0.25 * decay))) - change, updated[i], 3e-7, $"{name} {i} of {step.Shape}", 3e-7);
                }

                Assert.All(Segments.Padding(step.Updated, segment), value => Assert.Equal(0, value));
            }
        }
    }

    [Fact]
    public void After_a_step_no_unit_has_weights_above_the_max_norm()
    {
        var training = new TrainingConfig { Loss = new Loss.CrossEntropy(), Optimizer = new Optimizer.Sgd { LearningRate = 0.25 }, MaxNorm = 1.1 };
        var scaled = 0;
        for (var seed = 700UL; seed < 706; seed++)
        {
            using var step = new GradientCase(new ModelConfig { Activation = new Activation.Tanh() }, training, seed);
            foreach (var (name, segment, values) in step.Parameters.Where(parameter => parameter.Segment.Kind == ParameterKind.Weights))
            {
                var gradients = Segments.Read(step.Gradients, segment);
                var updated = Segments.Read(step.Updated, segment);
                for (var unit = 0; unit < segment.Rows; unit++)
                {
                    var row = Enumerable.Range(unit * segment.Columns, segment.Columns).ToArray();
                    var norm = Math.Sqrt(row.Sum(i => Math.Pow(values[i] - (0.25 * gradients[i]), 2)));
                    var factor = Math.Min(1, 1.1 / norm);
                    scaled += factor < 1 ? 1 : 0;
                    foreach (var i in row)
                        Closeness.Near(factor * (values[i] - (0.25 * gradients[i])), updated[i], 3e-7, $"{name} {i} of {step.Shape}", 1e-6);
                }
            }
        }

        Assert.InRange(scaled, 20, 10_000);
    }

    private static void Check(int cases, ulong seed, ModelConfig model, TrainingConfig training)
    {
        var (done, tried) = (0, 0UL);
        while (done < cases)
        {
            // A pre-activation this near a kink may fall on its other side in float.
            Assert.InRange(tried, 0UL, 40UL);
            using var step = new GradientCase(model, training, (seed * 1000) + tried++);
            var loss = step.Reference.Loss(step.Inputs);
            if (step.Reference.KinkDistance < 1e-5)
                continue;
            Closeness.Near(loss, step.TrainLoss, 1e-6, $"loss of {step.Shape}");
            Compare(step, seed + tried);
            done++;
        }
    }

    // Sums cancel, so the error is measured by the greatest gradient of the step as well.
    private static void Compare(GradientCase step, ulong seed)
    {
        var random = RandomKey.For(seed, 3).Sequence(RandomUse.Design);
        var greatest = step.Parameters.Max(parameter => Segments.Read(step.Gradients, parameter.Segment).Max(Math.Abs));
        var floor = 1e-6 * Math.Max(greatest, 1e-3);
        step.Reference.Loss(step.Inputs);
        var sides = step.Reference.Sides;
        var (compared, crossed) = (0, 0);
        foreach (var (name, segment, values) in step.Parameters)
        {
            var gradients = Segments.Read(step.Gradients, segment);
            for (var probe = 0; probe < Math.Min(values.Length, 5); probe++)
            {
                var at = (int)random.NextBelow((uint)values.Length);
                var value = values[at];
                values[at] = value + Distance;
                var difference = step.Reference.Loss(step.Inputs);
                var crosses = step.Reference.Sides != sides;
                values[at] = value - Distance;
                difference -= step.Reference.Loss(step.Inputs);
                crosses |= step.Reference.Sides != sides;
                values[at] = value;
                if (crosses)
                {
                    crossed++;
                    continue;
                }

                compared++;
                Closeness.Near(difference / (2 * Distance), gradients[at], floor, $"{name} {at} of {step.Shape}");
            }

            Assert.All(Segments.Padding(step.Gradients, segment), value => Assert.Equal(0, value));
        }

        Assert.True(crossed * 5 <= compared, $"{crossed} of {compared} probes cross a kink in {step.Shape}");
    }
}
