using System.Runtime.Intrinsics;

namespace Sweep.Training.Losses;

/// <summary>d².</summary>
internal readonly struct SquaredError : IPointwiseError
{
    public Vector512<float> Value(Vector512<float> difference) => difference * difference;

    public Vector512<float> Derivative(Vector512<float> difference) => difference + difference;
}
