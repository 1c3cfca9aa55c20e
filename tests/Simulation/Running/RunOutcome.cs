using Sweep.Simulation.Tests.Faults;

namespace Sweep.Simulation.Tests.Running;

/// <summary>What a schedule came to.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Hash">Hash of all that happened.</param>
/// <param name="Events">Lines of its trace.</param>
/// <param name="Ended">When the sweep had ended and all checks were made, in virtual time.</param>
/// <param name="Problems">What did not hold.</param>
internal sealed record RunOutcome(Schedule Schedule, ulong Hash, long Events, TimeSpan Ended, IReadOnlyList<string> Problems)
{
    public ulong Seed => Schedule.Seed;

    public bool Holds => Problems.Count == 0;

    /// <summary>The command that replays it.</summary>
    public string Replay => $"dotnet run --project tests/Simulation -- --seed {Seed}{(Schedule.LeftOut.Count > 0 ? $" --without {string.Join(',', Schedule.LeftOut)}" : "")} --trace";
}
