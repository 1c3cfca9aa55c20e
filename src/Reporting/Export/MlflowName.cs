using System.Text;

namespace Sweep.Reporting.Export;

/// <summary>Names that MLflow takes for params, metrics and tags, which are files of the same name.</summary>
internal static class MlflowName
{
    /// <summary>Greatest length of a name.</summary>
    public const int MaxLength = 250;

    /// <summary>Greatest length of a value; older versions of MLflow take no more.</summary>
    public const int MaxValue = 500;

    /// <summary>A name with everything but letters and digits of ASCII, dash, underscore and dot as underscores.</summary>
    public static string Of(string name)
    {
        var legal = new StringBuilder(name.Length);
        foreach (var letter in name.AsSpan(0, Math.Min(name.Length, MaxLength)))
            legal.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_');

        // Names that a file system reads as a folder or hides.
        if (legal.Length == 0)
            return "_";
        if (legal[0] == '.')
            legal[0] = '_';
        return legal.ToString();
    }

    /// <summary>A value cut to its greatest length.</summary>
    public static string Cut(string value) => value.Length > MaxValue ? value[..(MaxValue - 1)] + "…" : value;
}
