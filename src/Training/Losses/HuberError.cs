using System.Runtime.Intrinsics;

namespace Sweep.Training.Losses;

/// <summary>d²/2 where |d| ≤ delta, delta·(|d| − delta/2) beyond (Huber 1964).</summary>
/// <param name="delta">Where the square becomes a line.</param>
internal readonly struct HuberError(float delta) : IPointwiseError
{
    public Vector512<float> Value(Vector512<float> difference)
    {
        var magnitude = Vector512.Abs(difference);
        var linear = (magnitude - Vector512.Create(0.5f * delta)) * delta;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(magnitude, Vector512.Create(delta)), linear, difference * difference * 0.5f);
    }

    public Vector512<float> Derivative(Vector512<float> difference)
    {
        var high = Vector512.Create(delta);
        var clamped = Vector512.ConditionalSelect(Vector512.GreaterThan(difference, high), high, difference);
        return Vector512.ConditionalSelect(Vector512.LessThan(difference, -high), -high, clamped);
    }
}
