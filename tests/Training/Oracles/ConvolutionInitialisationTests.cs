using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Kernels before the first step have the distributions of dense layers with PyTorch's fans: in·k² and out·k².</summary>
public sealed unsafe class ConvolutionInitialisationTests
{
    private const double FanIn = 24 * 9;
    private const double FanOut = 56 * 9;

    public static TheoryData<string, double> Deviations => new()
    {
        { "xavier_uniform", Math.Sqrt(2 / (FanIn + FanOut)) },
        { "xavier_normal", Math.Sqrt(2 / (FanIn + FanOut)) },
        { "he_uniform", Math.Sqrt(2 / FanOut) },
        { "he_normal", Math.Sqrt(2 / FanIn) },
        { "lecun_uniform", Math.Sqrt(1 / FanIn) },
        { "lecun_normal", Math.Sqrt(1 / FanIn) },
    };

    [Theory]
    [MemberData(nameof(Deviations))]
    public void A_kernel_has_the_deviation_of_its_fans(string name, double deviation)
    {
        var (weights, _) = Weights(name switch
        {
            "xavier_uniform" => new Initialisation.XavierUniform(),
            "xavier_normal" => new Initialisation.XavierNormal(),
            "he_uniform" => new Initialisation.HeUniform { Fan = FanMode.FanOut },
            "he_normal" => new Initialisation.HeNormal(),
            "lecun_uniform" => new Initialisation.LecunUniform(),
            _ => new Initialisation.LecunNormal(),
        });

        // Of 12,096 draws the mean strays by deviation/110, the variance by 1.3 % at most: five sigma.
        Assert.Equal(12_096, weights.Length);
        Assert.InRange(weights.Average(w => (double)w) / deviation, -0.046, 0.046);
        Assert.InRange(weights.Average(w => Math.Pow(w / deviation, 2)), 0.935, 1.065);
        if (name.EndsWith("uniform", StringComparison.Ordinal))
            Assert.InRange(weights.Max(), 0.998 * deviation * Math.Sqrt(3), deviation * Math.Sqrt(3));
    }

    [Fact]
    public void Orthogonal_kernels_are_orthonormal_as_rows_of_their_inputs()
    {
        var (weights, projection) = Weights(new Initialisation.Orthogonal());
        for (var i = 0; i < 56; i++)
            for (var j = 0; j <= i; j++)
                Closeness.Near(i == j ? 1 : 0, Enumerable.Range(0, (int)FanIn).Sum(k => (double)weights[(i * (int)FanIn) + k] * weights[(j * (int)FanIn) + k]), 1e-5, $"product of {i} and {j}");

        // 56 × 24: its columns are the fewer.
        Closeness.Near(1, Enumerable.Range(0, 56).Sum(i => Math.Pow(projection[i * 24], 2)), 1e-5, "column 0");
        Closeness.Near(0, Enumerable.Range(0, 56).Sum(i => (double)projection[i * 24] * projection[(i * 24) + 1]), 1e-5, "columns 0 and 1");
    }

    [Fact]
    public void A_projection_has_the_fans_of_its_single_pixel()
    {
        var (_, projection) = Weights(new Initialisation.XavierNormal());
        var deviation = Math.Sqrt(2.0 / (24 + 56));
        Assert.Equal(24 * 56, projection.Length);
        Assert.InRange(projection.Average(w => Math.Pow(w / deviation, 2)), 0.8, 1.2);
    }

    // A block from 24 to 56 channels: its first convolution's weights and its projection's.
    private static (float[] Weights, float[] Projection) Weights(Initialisation init)
    {
        var model = new ModelConfig { Conv = [new() { Channels = 24 }, new() { Channels = 56, Residual = true }], Hidden = [], Init = init };
        var plan = NetworkPlan.For(new TrialConfig { Model = model }, 16, 2, TaskKind.Classification, new ImageShape(4, 4));
        using var arena = new Arena(1 << 20);
        var parameters = arena.Floats(plan.ParameterFloats);
        Initialiser.Fill(plan, new Initialisation.Zero(), Battery.Key, parameters, arena.Floats(plan.ParameterFloats));
        Assert.All(plan.Layers.SelectMany(l => l.Segments), segment => Assert.All(Segments.Padding(parameters, segment), value => Assert.Equal(0, value)));
        return (Segments.Read(parameters, plan.Layers[1].Weights), Segments.Read(parameters, plan.Layers[2].Projection));
    }
}
