namespace Sweep.Training.Kernels;

/// <summary>A matrix somewhere in memory: element (r, c) at Start[r·Row + c·Column]. It may so be a transposed view.</summary>
/// <param name="start">First element.</param>
/// <param name="row">Floats from one row to the next.</param>
/// <param name="column">Floats from one column to the next.</param>
internal readonly unsafe struct MatrixView(float* start, nint row, nint column)
{
    /// <summary>First element.</summary>
    public readonly float* Start = start;

    /// <summary>Floats from one row to the next.</summary>
    public readonly nint Row = row;

    /// <summary>Floats from one column to the next.</summary>
    public readonly nint Column = column;
}
