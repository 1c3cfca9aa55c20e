using System.Text.RegularExpressions;

namespace Sweep.Monitoring.Tests.Dashboards;

/// <summary>What expressions name. They are read in the one form that Prometheus' own parser gives them.</summary>
internal static partial class Expressions
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool", "inf", "nan",
    };

    /// <summary>Metrics, each with the labels that its matchers name, and the labels that groups name.</summary>
    public static (List<(string Metric, List<string> Matchers)> Selectors, List<string> Grouped) Read(string formatted)
    {
        var quoteless = QuotedPattern().Replace(formatted, "\"\"");
        var grouped = GroupPattern().Matches(quoteless)
            .SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        var rest = RangePattern().Replace(GroupPattern().Replace(quoteless, ""), "");
        var selectors = new List<(string, List<string>)>();
        foreach (Match match in NamePattern().Matches(rest))
        {
            if (Words.Contains(match.Groups[1].Value.ToLowerInvariant()))
                continue;
            selectors.Add((match.Groups[1].Value, [.. MatcherPattern().Matches(match.Groups[2].Value).Select(matcher => matcher.Groups[1].Value)]));
        }

        return (selectors, grouped);
    }

    /// <summary>Ranges of an expression, as in [5m].</summary>
    public static IEnumerable<string> Ranges(string expression) => RangePattern().Matches(expression).Select(match => match.Groups[1].Value);

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex GroupPattern();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex RangePattern();

    // A name that no parenthesis follows, so no function; with its matchers, where it has some.
    [GeneratedRegex(@"(?<![\w:.])([a-zA-Z_:][\w:]*)\b(?!\s*\()\s*(\{[^}]*\})?")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex MatcherPattern();
}
