namespace Sweep.Simulation.Tests.Running;

/// <summary>What a schedule came to.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Hash">Hash of all that happened.</param>
/// <param name="Events">Lines of its trace.</param>
/// <param name="Ended">When the sweep had ended and all checks were made, in virtual time.</param>
/// <param name="Problems">What did not hold.</param>
internal sealed record RunOutcome(ulong Seed, ulong Hash, long Events, TimeSpan Ended, IReadOnlyList<string> Problems)
{
    public bool Holds => Problems.Count == 0;

    /// <summary>The command that replays it.</summary>
    public string Replay => $"dotnet run --project tests/Simulation -- --seed {Seed} --trace";
}
