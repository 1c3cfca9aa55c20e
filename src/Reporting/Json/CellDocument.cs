namespace Sweep.Reporting.Json;

internal sealed record CellDocument(
    string FirstLevel, string SecondLevel, int Count, int Diverged, double? Mean, double? Deviation, double? StandardError, double? Low, double? High);
