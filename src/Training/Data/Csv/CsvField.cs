namespace Sweep.Training.Data.Csv;

/// <summary>Where one field of a CSV file stands in its bytes.</summary>
/// <param name="Start">First byte of the value, behind an opening quote.</param>
/// <param name="Length">Bytes of the value, without quotes.</param>
/// <param name="Escaped">Whether doubled quotes stand in the value.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="LineStart">First byte of that line.</param>
internal readonly record struct CsvField(int Start, int Length, bool Escaped, int Line, int LineStart);
