using Sweep.Simulation.Tests.Running;

namespace Sweep.Simulation.Tests;

/// <summary>What is broken on purpose is found, so that schedules that hold say something.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const ulong Schedules = 2000;

    public static TheoryData<string> Bugs => [.. Enum.GetNames<PlantedBug>().Where(name => name != nameof(PlantedBug.None))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found_within_two_thousand_schedules(string bug)
    {
        var setup = SimulationSetup.Shared with { Bug = Enum.Parse<PlantedBug>(bug) };
        var found = ScheduleTests.OnThread(() => First(setup));
        Assert.True(found is not null, $"{bug} was not found in {Schedules} schedules");
        output.WriteLine($"{bug} is found by seed {found.Seed}: {found.Problems[0]}");
    }

    private static RunOutcome? First(SimulationSetup setup)
    {
        for (var seed = 1UL; seed <= Schedules; seed++)
        {
            if (SimulationRun.Of(seed, setup) is { Holds: false } found)
                return found;
        }

        return null;
    }
}
