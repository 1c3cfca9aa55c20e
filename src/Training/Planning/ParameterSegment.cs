namespace Sweep.Training.Planning;

/// <summary>A matrix or vector of parameters in the flat block of all parameters. Rows are padded with zeros to 16 floats.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Offset">Floats before it.</param>
/// <param name="Rows">Rows: units of a weight matrix, 1 for a vector.</param>
/// <param name="Columns">Floats of a row that are parameters.</param>
internal readonly record struct ParameterSegment(ParameterKind Kind, long Offset, int Rows, int Columns)
{
    /// <summary>Floats from one row to the next.</summary>
    public int Stride => NetworkPlan.Pad(Columns);

    /// <summary>Floats of the segment, padding included.</summary>
    public long Length => (long)Rows * Stride;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Rows == 0;
}
