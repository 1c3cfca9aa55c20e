using System.Runtime.Intrinsics;

namespace Sweep.Training.VectorMath.Simd;

/// <summary>The widest rung that this processor has in hardware. Constants to the JIT: the other branches vanish.</summary>
internal static class Ladder
{
    /// <summary>Whether <see cref="F16"/> runs in hardware.</summary>
    public static bool Has16 => Vector512.IsHardwareAccelerated;

    /// <summary>Whether <see cref="F8"/> runs in hardware.</summary>
    public static bool Has8 => Vector256.IsHardwareAccelerated;

    /// <summary>Whether <see cref="F4"/> runs in hardware.</summary>
    public static bool Has4 => Vector128.IsHardwareAccelerated;
}
