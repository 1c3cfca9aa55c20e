namespace Sweep.Reporting.Plots.Scales;

/// <summary>A mark on an axis.</summary>
/// <param name="At">Where, as a share of the axis' length from its beginning.</param>
/// <param name="Label">What stands beside it; null for a minor tick.</param>
internal readonly record struct Tick(double At, string? Label);
