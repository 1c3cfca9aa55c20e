namespace Sweep.Training.Data;

/// <summary>Features as numbers, row-major.</summary>
internal sealed class NumberTable(int rows, int columns, double[] values) : FeatureTable(rows, columns)
{
    /// <inheritdoc/>
    public override long Bytes => (long)values.Length * sizeof(double);

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<double> destination)
        => values.AsSpan(row * Columns, Columns).CopyTo(destination);
}
