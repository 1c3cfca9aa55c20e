using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Torch.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweep.Torch.Tests;

/// <summary>Runs alone: TorchSharp's own optimisers pass numbers that a collection may free.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>Where TorchSharp and libtorch themselves are right and where not: what docs/engines.md says of them.</summary>
[Collection(typeof(Alone))]
public sealed class LibraryTests
{
    private const string Documented = "0.107";

    private static readonly JsonElement Reference = SpecOptions.Read("optimizers");

    /// <summary>Optimisers of TorchSharp that are not what PyTorch documents.</summary>
    private static readonly string[] Wrong = ["radam"];

    public LibraryTests()
    {
        TorchEngine.Load();
        var version = typeof(torch).Assembly.GetName().Version!.ToString();
        Assert.SkipUnless(version.StartsWith(Documented, StringComparison.Ordinal), $"docs/engines.md speaks of TorchSharp {Documented}; this is {version}");
    }

    [Fact]
    public void Optimisers_of_TorchSharp_are_right_and_wrong_as_documented()
    {
        var found = new Dictionary<string, double>();
        foreach (var recorded in Reference.GetProperty("cases").EnumerateArray().Where(IsComparable))
        {
            var optimizer = SpecOptions.Make<Optimizer>(recorded.GetProperty("optimizer"));
            var name = recorded.GetProperty("optimizer").GetProperty("name").GetString()!;
            var deviation = Deviation(recorded, optimizer);
            TestContext.Current.TestOutputHelper!.WriteLine($"| {name} | {deviation:e1} | {optimizer} |");
            found[name] = Math.Max(found.GetValueOrDefault(name), deviation);
        }

        Assert.Equal(9, found.Count);
        Assert.Equal(Wrong, found.Where(one => one.Value > 1e-4).Select(one => one.Key));
    }

    [Fact]
    public void Hardtanh_of_TorchSharp_returns_what_it_is_given_and_ours_does_not()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { -3, -1, -0.5f, 0, 1, 3 }).requires_grad_();
        Assert.Equal(x.data<float>().ToArray(), nn.functional.hardtanh(x).data<float>().ToArray());
        var y = x.HardTanh();
        y.sum().backward();
        Assert.Equal([-1, -1, -0.5f, 0, 1, 1], y.data<float>().ToArray());
        Assert.Equal([0, 0, 1, 1, 0, 0], x.grad!.data<float>().ToArray());
    }

    // Whether libtorch's own are wrong depends on the processor's vectors, so theirs are printed and ours are held to float64.
    [Theory]
    [InlineData(1, 16, 3, 1)]
    [InlineData(3, 4, 3, 1)]
    [InlineData(4, 4, 5, 1)]
    [InlineData(4, 5, 3, 2)]
    [InlineData(16, 32, 3, 1)]
    public void Gradients_of_convolutions_by_their_inputs_are_those_of_float64(int channels, int outputs, int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        var random = Core.Randomness.RandomKey.For(5, 1).Sequence(Core.Randomness.RandomUse.Data);
        Tensor Draw(params long[] size)
        {
            var numbers = new float[size.Aggregate((a, b) => a * b)];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = (float)((2 * random.NextDouble()) - 1);
            return tensor(numbers).view(size);
        }

        var (x, w) = (Draw(2, channels, 7, 6), Draw(outputs, channels, kernel, kernel));
        var exact = Gradient(x.to(ScalarType.Float64), v => nn.functional.conv2d(v, w.to(ScalarType.Float64), null, strides: [stride, stride], padding: [kernel / 2, kernel / 2]));
        var theirs = Gradient(x, v => nn.functional.conv2d(v, w, null, strides: [stride, stride], padding: [kernel / 2, kernel / 2]));
        var ours = Gradient(x, v => w.flatten(1).matmul(nn.functional.unfold(v, kernel, padding: kernel / 2, stride: stride)));
        TestContext.Current.TestOutputHelper!.WriteLine($"| {channels} → {outputs}, {kernel} × {kernel}, stride {stride} | {Relative(exact, theirs):e1} | {Relative(exact, ours):e1} |");
        Assert.True(Relative(exact, ours) < 1e-5, $"off by {Relative(exact, ours):e1}");
    }

    // By the sum of squares of what comes out.
    private static Tensor Gradient(Tensor input, Func<Tensor, Tensor> map)
    {
        var x = input.detach().clone().requires_grad_();
        map(x).Squared().sum().backward();
        return x.grad!;
    }

    private static double Relative(Tensor exact, Tensor found)
        => ((found.to(ScalarType.Float64) - exact).norm() / exact.norm()).to(ScalarType.Float64).item<double>();

    // Without what TorchSharp's optimisers do to other parameters too: penalties and decay.
    private static bool IsComparable(JsonElement recorded)
        => recorded.GetProperty("optimizer").GetProperty("name").GetString() is not ("lion" or "adamw")
            && !recorded.TryGetProperty("l1", out _) && !recorded.TryGetProperty("l2", out _) && !recorded.TryGetProperty("weight_decay", out _)
            || recorded.GetProperty("optimizer").GetProperty("name").GetString() == "adamw";

    private static double Deviation(JsonElement recorded, Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var widths = SpecOptions.Integers(Reference.GetProperty("widths"));
        var layers = Reference.GetProperty("initial").EnumerateArray().Select((layer, i) => (
            W: new Parameter(tensor(SpecOptions.Floats(layer.GetProperty("w"))).view(widths[i + 1], widths[i])),
            B: new Parameter(tensor(SpecOptions.Floats(layer.GetProperty("b")))))).ToArray();
        var parameters = layers.SelectMany(layer => new[] { layer.W, layer.B }).ToArray();
        var inputs = tensor(SpecOptions.Floats(Reference.GetProperty("inputs"))).view(-1, widths[0]);
        var labels = tensor(Array.ConvertAll(SpecOptions.Integers(Reference.GetProperty("labels")), label => (long)label));
        var decay = recorded.TryGetProperty("weight_decay", out var given) ? given.GetDouble() : 0.01;
        using var step = Make(optimizer, parameters);
        foreach (var rows in Reference.GetProperty("rows").EnumerateArray().Select(SpecOptions.Integers))
        {
            using var inner = NewDisposeScope();
            var picked = tensor(Array.ConvertAll(rows, row => (long)row));
            var x = inputs.index_select(0, picked);
            foreach (var (w, b) in layers[..^1])
                x = nn.functional.linear(x, w, b).tanh();
            step.zero_grad();
            nn.functional.cross_entropy(nn.functional.linear(x, layers[^1].W, layers[^1].B), labels.index_select(0, picked)).backward();
            using var plain = no_grad();
            // The decay of AdamW is on weights alone there.
            foreach (var (w, _) in optimizer is Optimizer.AdamW ? layers : [])
                w.Scale(1 - (optimizer.LearningRate * decay));
            step.step();
        }

        var expected = SpecOptions.Floats(recorded.GetProperty("parameters").EnumerateArray().Last());
        var actual = parameters.SelectMany(parameter => parameter.detach().flatten().data<float>().ToArray()).ToArray();
        return expected.Zip(actual).Max(pair => Math.Abs((double)pair.First - pair.Second));
    }

    private static optim.Optimizer Make(Optimizer optimizer, Parameter[] parameters) => optimizer switch
    {
        Optimizer.Sgd o => optim.SGD(parameters, o.LearningRate, o.Momentum, o.Dampening, 0, o.Nesterov),
        Optimizer.Adagrad o => optim.Adagrad(parameters, o.LearningRate, o.LrDecay, 0, o.InitialAccumulator, o.Epsilon),
        Optimizer.RmsProp o => optim.RMSProp(parameters, o.LearningRate, o.Alpha, o.Epsilon, 0, o.Momentum, o.Centered),
        Optimizer.Adadelta o => optim.Adadelta(parameters, o.LearningRate, o.Rho, o.Epsilon),
        Optimizer.Adam o => optim.Adam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon),
        Optimizer.AmsGrad o => optim.Adam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, 0, amsgrad: true),
        Optimizer.AdamW o => optim.AdamW(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, 0),
        Optimizer.Nadam o => optim.NAdam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, 0, o.MomentumDecay),
        Optimizer.RAdam o => optim.RAdam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon),
        _ => throw new ArgumentOutOfRangeException(nameof(optimizer), optimizer, "TorchSharp has none"),
    };
}
