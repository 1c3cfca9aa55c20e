using System.Globalization;

namespace Sweep.Core.Specs.Binding;

/// <summary>Numbers as specs write them: decimal, with a point, invariant; no NaN, infinity, hex, octal or separators.</summary>
internal static class NumberText
{
    private const int MaxLength = 400;

    /// <summary>Greatest whole number that a double holds with all its neighbours.</summary>
    public const double MaxWhole = 9_007_199_254_740_992;

    /// <summary>Reads a number; otherwise says what is wrong with it.</summary>
    public static string? TryParse(string text, out double value)
    {
        value = 0;
        if (!IsDecimal(text))
            return Refusal(text);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
            return "it is too large for a number";

        // -0 would print and hash otherwise than 0.
        value += 0.0;
        return null;
    }

    /// <summary>The shortest text that reads back as this number.</summary>
    public static string Of(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant().Replace("e+", "e", StringComparison.Ordinal);

    private static string Refusal(string text)
    {
        var bare = text.TrimStart('+', '-').ToLowerInvariant();
        return bare switch
        {
            ".nan" or "nan" or ".inf" or "inf" or "infinity" => "a number must be finite",
            _ when bare.StartsWith("0x", StringComparison.Ordinal) || bare.StartsWith("0o", StringComparison.Ordinal) || bare.StartsWith("0b", StringComparison.Ordinal) => "write numbers in decimal",
            _ when bare.Length > 1 && bare[0] == '0' && bare.All(char.IsAsciiDigit) => "a leading zero is ambiguous; write the number in decimal without it",
            _ when bare.Length > 0 && char.IsAsciiDigit(bare[0]) && bare.Contains(',', StringComparison.Ordinal) => "write a decimal point, and no thousands separators",
            _ when bare.Length > 0 && char.IsAsciiDigit(bare[0]) && bare.Contains('_', StringComparison.Ordinal) => "write digits without separators",
            _ => "it is not a number",
        };
    }

    private static bool IsDecimal(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return false;
        var i = text[0] is '+' or '-' ? 1 : 0;
        var first = i;
        var whole = Digits(text, ref i);
        if (whole > 1 && text[first] == '0')
            return false;
        var digits = whole;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            digits += Digits(text, ref i);
        }

        if (digits == 0)
            return false;
        if (i < text.Length && text[i] is ('e' or 'E'))
        {
            i++;
            if (i < text.Length && text[i] is ('+' or '-'))
                i++;
            if (Digits(text, ref i) == 0)
                return false;
        }

        return i == text.Length;
    }

    private static int Digits(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i - start;
    }
}
