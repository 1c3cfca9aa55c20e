using System.Text.Json;
using Sweep.Core.Configuration;
using Sweep.Training.Running;
using Sweep.Training.Tests.Engine;

namespace Sweep.Training.Tests.Oracles;

/// <summary>The learning rate of every step against PyTorch's schedulers: tests/reference/schedules.py.</summary>
public sealed class ScheduleReferenceTests
{
    private static readonly JsonElement Reference = SpecOptions.Read("schedules");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> Plateaus => [.. Enumerable.Range(0, Reference.GetProperty("plateaus").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rate_of_every_step_is_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("cases")[number];
        var expected = SpecOptions.Doubles(recorded.GetProperty("rates"));
        var perEpoch = recorded.GetProperty("steps_per_epoch").GetInt32();
        var rate = new LearningRate(TrainingOf(recorded), expected.Length);
        for (var step = 0; step < expected.Length; step++)
            Closeness.Near(expected[step], rate.At(step / perEpoch, step), 1e-15, $"step {step}", 1e-9);
    }

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void The_rate_after_a_plateau_is_PyTorchs(int number)
    {
        var recorded = Reference.GetProperty("plateaus")[number];
        var losses = SpecOptions.Doubles(recorded.GetProperty("validation_losses"));
        var expected = SpecOptions.Doubles(recorded.GetProperty("rates"));
        var rate = new LearningRate(TrainingOf(recorded), expected.Length);
        for (var epoch = 0; epoch < expected.Length; epoch++)
        {
            Closeness.Near(expected[epoch], rate.At(epoch, epoch), 1e-15, $"epoch {epoch}", 1e-9);
            rate.Observe(losses[epoch]);
        }
    }

    private static TrainingConfig TrainingOf(JsonElement recorded) => new()
    {
        Optimizer = new Optimizer.Sgd { LearningRate = recorded.GetProperty("learning_rate").GetDouble() },
        Schedule = SpecOptions.Make<Schedule>(recorded),
        WarmupSteps = (int)SpecOptions.Number(recorded, "warmup_steps"),
    };
}
