namespace Sweep.Training.Tests.Disassembly;

/// <summary>A loop of a listing.</summary>
/// <param name="Label">Where it begins.</param>
/// <param name="Instructions">All of its instructions.</param>
internal sealed record MachineLoop(string Label, IReadOnlyList<string> Instructions)
{
    public int FusedMultiplyAdds => Instructions.Count(i => i.StartsWith("vfmadd", StringComparison.Ordinal) || i.StartsWith("vfnmadd", StringComparison.Ordinal));

    /// <summary>Whether vectors of a class, ymm or zmm, occur in it.</summary>
    public bool Uses(string registers) => Instructions.Any(i => i.Contains(registers, StringComparison.Ordinal));
}
