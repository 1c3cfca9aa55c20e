namespace Sweep.Reporting.Report;

/// <summary>What a page is stamped with that the record does not hold.</summary>
/// <param name="Made">When the page is made.</param>
/// <param name="Version">Version of Sweep that makes it.</param>
public sealed record PageStamp(DateTimeOffset Made, string Version)
{
    /// <summary>The version without the commit that it was built from.</summary>
    public string Release => Version.Split('+')[0];
}
