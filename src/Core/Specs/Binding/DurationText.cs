using System.Globalization;

namespace Sweep.Core.Specs.Binding;

/// <summary>Durations as specs write them: a number with its unit, <c>500ms</c>, <c>30s</c>, <c>1.5m</c>, <c>2h</c>.</summary>
internal static class DurationText
{
    // The longest first, so that ms is not taken for s.
    private static readonly (string Name, long Milliseconds)[] Units = [("ms", 1), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)];

    /// <summary>Reads a duration; otherwise says what is wrong with it.</summary>
    public static string? TryParse(string text, out TimeSpan value)
    {
        value = default;
        foreach (var (name, milliseconds) in Units)
        {
            if (!text.EndsWith(name, StringComparison.Ordinal))
                continue;
            if (NumberText.TryParse(text[..^name.Length], out var number) is { } refusal)
                return refusal;
            var whole = Math.Round(number * milliseconds);
            if (Math.Abs(whole) > NumberText.MaxWhole / TimeSpan.TicksPerMillisecond)
                return "it is too long";
            value = TimeSpan.FromMilliseconds((long)whole);
            return null;
        }

        return NumberText.TryParse(text, out _) is null ? $"it lacks its unit; did you mean '{text}s'?" : "it is not a number with its unit";
    }

    /// <summary>The duration in the greatest unit that it is a whole number of; reads back as this duration.</summary>
    public static string Of(TimeSpan value)
    {
        var milliseconds = (long)value.TotalMilliseconds;
        var (name, length) = Units.Where(unit => milliseconds != 0 && milliseconds % unit.Milliseconds == 0).OrderByDescending(unit => unit.Milliseconds).FirstOrDefault(("s", 1_000));
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length}{name}");
    }
}
