using System.Text;
using System.Text.RegularExpressions;

namespace Sweep.Silo.Metrics;

/// <summary>
/// Names and units as Prometheus wants them
/// (OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", metric metadata and attributes).
/// </summary>
internal static partial class PrometheusNaming
{
    /// <summary>A family's name: without <c>_total</c>, with the unit as its suffix, each run of other characters one underscore.</summary>
    public static string FamilyName(string name, string? unitSuffix, bool counter)
    {
        var clean = Sanitise(name, collapse: true, colons: true);
        if (counter && clean.EndsWith("_total", StringComparison.Ordinal) && clean.Length > "_total".Length)
            clean = clean[..^"_total".Length];
        if (unitSuffix is null || clean == unitSuffix || clean.EndsWith("_" + unitSuffix, StringComparison.Ordinal)) return clean;
        return clean.EndsWith('_') ? clean + unitSuffix : $"{clean}_{unitSuffix}";
    }

    /// <summary>A label's name. Two leading underscores are Prometheus' own, so they become one.</summary>
    public static string LabelName(string name)
    {
        var clean = Sanitise(name, collapse: false, colons: false);
        return clean.StartsWith("__", StringComparison.Ordinal) ? "_" + clean.TrimStart('_') : clean;
    }

    /// <summary>A unit as a suffix: UCUM written out, annotations in braces left out; null where nothing is to be added.</summary>
    public static string? UnitSuffix(string? unit)
    {
        if (string.IsNullOrEmpty(unit)) return null;
        var bare = Annotation().Replace(unit, "");
        if (bare.Length == 0 || bare == "1") return null;
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var text = slash < 0
            ? Whole(bare)
            : (slash == 0 || bare[..slash] == "1" ? "" : Whole(bare[..slash]) + "_") + "per_" + Per(bare[(slash + 1)..]);
        var clean = Sanitise(text, collapse: true, colons: true, mayStartWithDigit: true).Trim('_');
        return clean.Length == 0 || clean == "per" ? null : clean;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Annotation();

    private static string Whole(string unit) => unit switch
    {
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "TiBy" => "tibibytes",
        "kBy" or "KBy" => "kilobytes",
        "MBy" => "megabytes",
        "GBy" => "gigabytes",
        "TBy" => "terabytes",
        "m" => "meters",
        "V" => "volts",
        "A" => "amperes",
        "J" => "joules",
        "W" => "watts",
        "g" => "grams",
        "Cel" => "celsius",
        "Hz" => "hertz",
        "%" => "percent",
        _ => unit,
    };

    private static string Per(string unit) => unit switch
    {
        "s" => "second",
        "min" => "minute",
        "m" => "meter",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "y" => "year",
        _ => unit,
    };

    private static string Sanitise(string name, bool collapse, bool colons, bool mayStartWithDigit = false)
    {
        var text = new StringBuilder(name.Length + 1);
        if (!mayStartWithDigit && (name.Length == 0 || char.IsAsciiDigit(name[0]))) text.Append('_');
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || (colons && c == ':')) text.Append(c);
            else if (!collapse || text.Length == 0 || text[^1] != '_') text.Append('_');
        }

        return text.ToString();
    }
}
