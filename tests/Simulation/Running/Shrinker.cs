namespace Sweep.Simulation.Tests.Running;

/// <summary>Leaves out of a schedule that fails whatever it fails without, so that its trace holds little else than the reason.</summary>
internal static class Shrinker
{
    public static RunOutcome Shrink(RunOutcome failed, SimulationSetup setup)
    {
        for (var shrunk = true; shrunk;)
        {
            shrunk = false;
            foreach (var part in failed.Schedule.Parts())
            {
                if (failed.Schedule.Without(part) is not { } less || SimulationRun.Of(less, setup) is not { Holds: false } fails)
                    continue;
                (failed, shrunk) = (fails, true);
                break;
            }
        }

        return failed;
    }
}
