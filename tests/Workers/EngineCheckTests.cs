using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training;
using Sweep.Workers.Hosting;

namespace Sweep.Workers.Tests;

/// <summary>Plans held against engines and devices that there are or are not.</summary>
public sealed class EngineCheckTests
{
    [Fact]
    public void Engine_that_is_not_built_is_named_with_those_that_are_and_how_to_get_it()
        => Assert.Equal(
            "training.engine is 'torch', but this build has only native; build Sweep with -p:Torch=true to have torch",
            Assert.Throws<InvalidInputException>(() => EngineCheck.Check(Plan("vary: {engine: [native, torch]}"), [Engine.Native], NobodyAsks)).Message);

    [Fact]
    public void Native_plan_asks_for_no_device()
        => EngineCheck.Check(Plan("training: {engine: native}"), [Engine.Native, Engine.Torch], NobodyAsks);

    [Fact]
    public void Device_is_refused_where_there_is_none_and_taken_where_there_is_one()
    {
        var plan = Plan("training: {engine: torch}\nvary: {device: [cpu, cuda]}");
        Assert.Equal(
            "training.device is 'cuda', but CUDA finds no device on this machine; allowed here: cpu",
            Assert.Throws<InvalidInputException>(() => EngineCheck.Check(plan, [Engine.Native, Engine.Torch], () => 0)).Message);
        EngineCheck.Check(plan, [Engine.Native, Engine.Torch], () => 1);
        EngineCheck.Check(Plan("training: {engine: torch}"), [Engine.Native, Engine.Torch], () => 0);
    }

    [Fact]
    public void Trial_whose_engine_is_not_built_is_refused_where_it_is_to_run()
    {
        var plan = Plan("training: {engine: torch}");
        using var workers = new Fixture.Workers();
        var trainer = new EngineTrainer(new([new(Engine.Native, () => new NativeTrainer())], () => 0), workers.Trainer, isolateNative: false);
        Assert.Throws<InvalidInputException>(() => trainer.For(new(plan, plan.Trial(0), "")));
        Assert.Equal(0, workers.StartedCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Native_trial_runs_in_this_process_unless_it_is_to_be_isolated(bool isolate)
    {
        var plan = Plan("training: {engine: native}");
        var native = new NativeTrainer();
        using var workers = new Fixture.Workers();
        var trainer = new EngineTrainer(new([new(Engine.Native, () => native)], () => 0), workers.Trainer, isolate);
        Assert.Equal(isolate, trainer.For(new(plan, plan.Trial(0), "")) != native);
    }

    [Theory]
    [InlineData(null, "0", "1", "0")]
    [InlineData("5, 7", "5", "7", "5")]
    public void Slots_have_the_devices_in_turn_as_this_process_knows_them(string? visible, params string[] named)
    {
        using var devices = new CudaDevices(() => 2, visible);
        for (var slot = 0; slot < named.Length; slot++)
        {
            var device = devices.Enter(slot, TestContext.Current.CancellationToken);
            Assert.Equal(named[slot], device);
            devices.Leave(device, slot);
        }
    }

    [Fact]
    public void Device_trains_one_trial_at_a_time()
    {
        using var devices = new CudaDevices(() => 2, null);
        using var cancelled = new CancellationTokenSource();
        var first = devices.Enter(0, TestContext.Current.CancellationToken);
        devices.Enter(1, TestContext.Current.CancellationToken);
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => devices.Enter(2, cancelled.Token));
        devices.Leave(first, 0);
        Assert.Equal("0", devices.Enter(2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Trial_for_a_device_fails_where_there_is_none()
    {
        using var devices = new CudaDevices(() => 0, null);
        Assert.Throws<WorkerException>(() => devices.Enter(0, TestContext.Current.CancellationToken));
    }

    private static SweepPlan Plan(string lines) => SpecCompiler.Compile("name: x\ndataset: iris\n" + lines, "x.yaml").PlanOrThrow();

    private static int NobodyAsks() => throw new InvalidOperationException("nobody should ask for devices");
}
