namespace Sweep.Training.Data;

/// <summary>Features of all rows as they were read, before any split; NaN stands for a missing value.</summary>
internal abstract class FeatureTable(int rows, int columns)
{
    /// <summary>Most values that a table may hold.</summary>
    public const long MaxValues = 1L << 26;

    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of features.</summary>
    public int Columns { get; } = columns;

    /// <summary>Memory that the values take.</summary>
    public abstract long Bytes { get; }

    /// <summary>Copies one row's features.</summary>
    public abstract void CopyRow(int row, Span<double> destination);
}
