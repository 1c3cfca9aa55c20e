namespace Sweep.Training.VectorMath;

/// <summary>Off.</summary>
internal readonly struct No : IFlag
{
    public static bool Set => false;
}
