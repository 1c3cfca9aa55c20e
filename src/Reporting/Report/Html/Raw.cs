namespace Sweep.Reporting.Report.Html;

/// <summary>Text that is HTML already and is written as it is.</summary>
internal readonly record struct Raw(string Text);
