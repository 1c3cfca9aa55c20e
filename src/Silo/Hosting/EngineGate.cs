using Microsoft.Extensions.Logging.Abstractions;
using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Workers;
using Sweep.Workers.Hosting;

namespace Sweep.Silo.Hosting;

/// <summary>Refuses plans that this build and machine cannot train, before anything of them is written.</summary>
public static class EngineGate
{
    /// <summary>The engines of this build.</summary>
    public static IReadOnlyList<Engine> Built => Engines.Create().Built;

    /// <summary>Holds a plan against the engines of this build, and against what torch finds on this machine where it wants that.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="worker">How a worker is started, which counts devices; null for this program again.</param>
    /// <exception cref="InvalidInputException">The plan asks for what there is not.</exception>
    public static void Check(SweepPlan plan, WorkerCommand? worker = null) => EngineCheck.Check(plan, Built, () => CountDevices(worker));

    /// <summary>What <see cref="Check"/> would refuse the plan for; null where it would not.</summary>
    public static string? Complaint(SweepPlan plan)
    {
        try
        {
            Check(plan);
            return null;
        }
        catch (InvalidInputException exception)
        {
            return exception.Message;
        }
    }

    private static int CountDevices(WorkerCommand? worker)
    {
        using var trainer = new IsolatedTrainer(new() { Command = worker ?? WorkerCommand.OfThisProcess() }, TimeProvider.System, NullLogger<IsolatedTrainer>.Instance);
        try
        {
            return trainer.CountCudaDevices();
        }
        catch (WorkerException exception)
        {
            throw new InvalidInputException($"training.engine is 'torch', which does not work here: {exception.Message}", exception);
        }
    }
}
