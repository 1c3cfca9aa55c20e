using Sweep.Core.Randomness;

namespace Sweep.Training.Numerics;

/// <summary>Standard normal numbers from a sequence of uniform ones, two at a time (Box and Muller 1958).</summary>
/// <param name="random">Where uniform numbers come from.</param>
internal struct NormalSequence(RandomSequence random)
{
    private RandomSequence _random = random;
    private double _second;
    private bool _hasSecond;

    /// <summary>The next number.</summary>
    public double Next()
    {
        if (_hasSecond)
        {
            _hasSecond = false;
            return _second;
        }

        var radius = Math.Sqrt(-2 * ExactMath.Log(1 - _random.NextDouble()));
        var (sin, cos) = ExactMath.SinCosTurns(_random.NextDouble());
        _second = radius * sin;
        _hasSecond = true;
        return radius * cos;
    }
}
