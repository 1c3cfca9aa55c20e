namespace Sweep.Reporting.Export;

/// <summary>
/// Takes the fields of a table's rows one after another, in the order of its columns. Each format says how it writes
/// what does not exist: NaN, an empty text and an empty list.
/// </summary>
public interface IRowWriter
{
    /// <summary>Text; null or empty where there is none.</summary>
    IRowWriter Add(string? value);

    /// <summary>A level of a factor.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="number">The number that the label is, where all levels of the factor are numbers; NaN otherwise.</param>
    IRowWriter AddLevel(string label, double number);

    /// <summary>A whole number.</summary>
    IRowWriter Add(long value);

    /// <summary>A whole number without sign.</summary>
    IRowWriter Add(ulong value);

    /// <summary>A number; NaN where it was not measured.</summary>
    IRowWriter Add(double value);

    /// <summary>A number of single precision; NaN where it was not measured.</summary>
    IRowWriter Add(float value);

    /// <summary>A moment.</summary>
    IRowWriter Add(DateTimeOffset value);

    /// <summary>Names.</summary>
    IRowWriter Add(IReadOnlyList<string> values);

    /// <summary>Counts.</summary>
    IRowWriter Add(IReadOnlyList<long> values);

    /// <summary>Fields that do not exist.</summary>
    IRowWriter AddEmpty(int count);
}
