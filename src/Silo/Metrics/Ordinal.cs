using System.Globalization;

namespace Sweep.Silo.Metrics;

/// <summary>Small numbers as label values.</summary>
internal static class Ordinal
{
    /// <summary>The number in digits.</summary>
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
