using Sweep.Core.Randomness;

namespace Sweep.Training.Data;

/// <summary>
/// Standard normal numbers by Box and Muller's transform (1958) over uniform ones, the same bits on every platform.
/// </summary>
internal struct NormalSequence(RandomSequence uniform)
{
    private RandomSequence _uniform = uniform;
    private double _spare = double.NaN;

    /// <summary>The next number.</summary>
    public double Next()
    {
        if (!double.IsNaN(_spare))
        {
            var spare = _spare;
            _spare = double.NaN;
            return spare;
        }

        var radius = Math.Sqrt(-2 * DeterministicMath.Log(1 - _uniform.NextDouble()));
        var angle = 2 * Math.PI * _uniform.NextDouble();
        _spare = radius * DeterministicMath.Sin(angle);
        return radius * DeterministicMath.Cos(angle);
    }
}
