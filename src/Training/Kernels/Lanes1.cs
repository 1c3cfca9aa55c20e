using System.Runtime.CompilerServices;

namespace Sweep.Training.Kernels;

/// <summary>One lane: any processor. The fused product is rounded once here too, by software where it must be.</summary>
internal readonly unsafe struct Lanes1 : ILanes<float>
{
    public static int Width => 1;

    public static int TileRows => 4;

    public static float Zero => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, float value) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);
}
