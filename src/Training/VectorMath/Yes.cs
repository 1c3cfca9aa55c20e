namespace Sweep.Training.VectorMath;

/// <summary>On.</summary>
internal readonly struct Yes : IFlag
{
    public static bool Set => true;
}
