using Sweep.Training.Kernels;
using Sweep.Training.Planning;

namespace Sweep.Training.Tests.Oracles;

/// <summary>
/// A batch as the engine keeps it: one row a feature, one column a sample, columns padded to 16. The reference files and
/// the arrays here are rows × features.
/// </summary>
internal sealed unsafe class FeatureMajor
{
    private readonly float* _values;
    private readonly int _rows;
    private readonly int _features;

    /// <summary>An empty batch of <paramref name="rows"/> samples.</summary>
    public FeatureMajor(Arena arena, int rows, int features)
    {
        _rows = rows;
        _features = features;
        Columns = NetworkPlan.Pad(rows);
        _values = arena.Floats((long)features * Columns);
    }

    /// <summary>A batch of these values, and <paramref name="padding"/> in the columns that are no samples.</summary>
    public FeatureMajor(Arena arena, int rows, int features, float[] values, float padding = 0)
        : this(arena, rows, features)
    {
        Assert.Equal(rows * features, values.Length);
        for (var f = 0; f < features; f++)
            for (var b = 0; b < Columns; b++)
                _values[((long)f * Columns) + b] = b < rows ? values[(b * features) + f] : padding;
    }

    public int Columns { get; }

    public float* Pointer => _values;

    /// <summary>Rows × features again.</summary>
    public float[] ToRows()
    {
        var result = new float[_rows * _features];
        for (var b = 0; b < _rows; b++)
            for (var f = 0; f < _features; f++)
                result[(b * _features) + f] = _values[((long)f * Columns) + b];
        return result;
    }

    /// <summary>The columns that are no samples.</summary>
    public float[] Padding()
    {
        var result = new List<float>();
        for (var f = 0; f < _features; f++)
            for (var b = _rows; b < Columns; b++)
                result.Add(_values[((long)f * Columns) + b]);
        return [.. result];
    }
}
