using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Kernels;
using Sweep.Training.Planning;
using Sweep.Training.Running;
using Sweep.Training.Updating;

namespace Sweep.Training.Tests.Engine;

/// <summary>Schedules and clips against PyTorch's: tests/reference/schedules.py and clips.py.</summary>
public sealed unsafe class ReferenceRuleTests
{
    private static readonly JsonElement Schedules = SpecOptions.Read("schedules");
    private static readonly JsonElement Clips = SpecOptions.Read("clips");

    public static TheoryData<int> ScheduleCases => [.. Enumerable.Range(0, Schedules.GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> PlateauCases => [.. Enumerable.Range(0, Schedules.GetProperty("plateaus").GetArrayLength())];

    public static TheoryData<int> ClipCases => [.. Enumerable.Range(0, Clips.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(ScheduleCases))]
    public void A_schedule_follows_PyTorch(int number)
    {
        var recorded = Schedules.GetProperty("cases")[number];
        var rates = SpecOptions.Doubles(recorded.GetProperty("rates"));
        var steps = recorded.GetProperty("steps_per_epoch").GetInt32();
        var rate = RateOf(recorded, rates.Length);
        for (var step = 0; step < rates.Length; step++)
            Assert.Equal(rates[step], rate.At(step / steps, step), 1e-9 * recorded.GetProperty("learning_rate").GetDouble());
    }

    [Theory]
    [MemberData(nameof(PlateauCases))]
    public void A_plateau_follows_PyTorch(int number)
    {
        var recorded = Schedules.GetProperty("plateaus")[number];
        var rates = SpecOptions.Doubles(recorded.GetProperty("rates"));
        var losses = SpecOptions.Doubles(recorded.GetProperty("validation_losses"));
        var rate = RateOf(recorded, rates.Length);
        for (var epoch = 0; epoch < rates.Length; epoch++)
        {
            Assert.Equal(rates[epoch], rate.At(epoch, epoch), 1e-10);
            rate.Observe(losses[epoch]);
        }
    }

    [Fact]
    public void Warm_up_rises_linearly_to_the_schedule()
    {
        var rate = new LearningRate(new TrainingConfig { WarmupSteps = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.8 } }, 10);
        double[] expected = [0.2, 0.4, 0.6, 0.8, 0.8, 0.8];
        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], rate.At(0, step), 1e-12);
    }

    [Theory]
    [MemberData(nameof(ClipCases))]
    public void A_clip_follows_PyTorch(int number)
    {
        var recorded = Clips.GetProperty("cases")[number];
        var layers = Clips.GetProperty("layers");
        var config = new TrialConfig { Model = new ModelConfig { Hidden = [6, 4] } };
        var plan = NetworkPlan.For(config, 5, 3, TaskKind.Classification, null);
        using var arena = new Arena((nuint)(plan.ParameterFloats * 2 * sizeof(float)));
        var parameters = arena.Floats(plan.ParameterFloats);
        var gradients = arena.Floats(plan.ParameterFloats);
        var norms = new double[3];
        for (var i = 0; i < 3; i++)
        {
            Put(parameters, plan.Layers[i].Weights, SpecOptions.Floats(layers[i].GetProperty("w")));
            Put(parameters, plan.Layers[i].Bias, SpecOptions.Floats(layers[i].GetProperty("b")));
            Put(gradients, plan.Layers[i].Weights, SpecOptions.Floats(layers[i].GetProperty("dw")));
            Put(gradients, plan.Layers[i].Bias, SpecOptions.Floats(layers[i].GetProperty("db")));
            norms[i] = Norms.Of(gradients + plan.Layers[i].Start, (int)plan.Layers[i].Length);
            Assert.Equal(layers[i].GetProperty("norm").GetDouble(), norms[i], 1e-6);
        }

        var clip = new GradientClip(SpecOptions.Make<Clip>(recorded), plan);
        clip.Apply(gradients, parameters, norms);
        for (var i = 0; i < 3; i++)
        {
            var clipped = recorded.GetProperty("layers")[i];
            var squares = Compare(SpecOptions.Floats(clipped.GetProperty("dw")), gradients, plan.Layers[i].Weights, clip.Scales[i])
                + Compare(SpecOptions.Floats(clipped.GetProperty("db")), gradients, plan.Layers[i].Bias, clip.Scales[i]);
            Assert.Equal(Math.Sqrt(squares) / norms[i], clip.Factors[i], 1e-5);
        }
    }

    private static LearningRate RateOf(JsonElement recorded, int steps) => new(
        new TrainingConfig
        {
            Schedule = SpecOptions.Make<Schedule>(recorded),
            Optimizer = new Optimizer.Sgd { LearningRate = recorded.GetProperty("learning_rate").GetDouble() },
        },
        steps);

    private static void Put(float* target, ParameterSegment segment, float[] values)
    {
        for (var i = 0; i < values.Length; i++)
            target[segment.Offset + ((long)(i / segment.Columns) * segment.Stride) + (i % segment.Columns)] = values[i];
    }

    private static double Compare(float[] expected, float* gradients, ParameterSegment segment, float scale)
    {
        var squares = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var actual = scale * gradients[segment.Offset + ((long)(i / segment.Columns) * segment.Stride) + (i % segment.Columns)];
            Assert.Equal(expected[i], actual, 1e-6f);
            squares += (double)actual * actual;
        }

        return squares;
    }
}
