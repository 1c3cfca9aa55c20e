using System.Runtime.Intrinsics;

namespace Sweep.Training.Losses;

/// <summary>|d|; its derivative at 0 is taken as 0.</summary>
internal readonly struct AbsoluteError : IPointwiseError
{
    public Vector512<float> Value(Vector512<float> difference) => Vector512.Abs(difference);

    public Vector512<float> Derivative(Vector512<float> difference)
    {
        var zero = Vector512<float>.Zero;
        var one = Vector512.Create(1f);
        var sign = Vector512.ConditionalSelect(Vector512.GreaterThan(difference, zero), one, difference);
        return Vector512.ConditionalSelect(Vector512.LessThan(difference, zero), -one, sign);
    }
}
