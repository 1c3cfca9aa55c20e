using System.Runtime.CompilerServices;

namespace Sweep.GrainHost.Simulation;

/// <summary>Writes an interpolated string into a trace without making it.</summary>
[InterpolatedStringHandler]
public readonly ref struct TraceLine
{
    private readonly SimulationTrace _trace;

    /// <summary>Made by the compiler.</summary>
    public TraceLine(int literalLength, int formattedCount, SimulationTrace trace)
    {
        _ = literalLength + formattedCount;
        _trace = trace;
        trace.Begin();
    }

    /// <summary>Adds literal text.</summary>
    public void AppendLiteral(string value) => _trace.Append(value.AsSpan());

    /// <summary>Adds text.</summary>
    public void AppendFormatted(string? value) => _trace.Append(value.AsSpan());

    /// <summary>Adds a value in the invariant culture.</summary>
    public void AppendFormatted<T>(T value) => _trace.AppendValue(value);
}
