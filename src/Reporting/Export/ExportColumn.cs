namespace Sweep.Reporting.Export;

/// <summary>A column of an exported table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ExportColumn(string Name, FieldKind Kind);
