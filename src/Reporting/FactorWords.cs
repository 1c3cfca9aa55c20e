using Sweep.Core.Statistics;

namespace Sweep.Reporting;

/// <summary>How sentences name factors and levels.</summary>
internal static class FactorWords
{
    private static readonly HashSet<string> DataFields = new(StringComparer.Ordinal) { "dataset", "data", "label_noise", "train_rows", "noise", "resample" };

    /// <summary>A level by its name; one that is a number or starts with a digit with its factor's name before: <c>dropout 0.5</c>.</summary>
    public static string Level(string factor, string level)
        => level.Length > 0 && (char.IsAsciiDigit(level[0]) || (level[0] is '-' or '+' or '.' && level.Length > 1 && char.IsAsciiDigit(level[1]))) ? $"{factor} {level}" : level;

    /// <summary>A level of a factor, named likewise.</summary>
    public static string Level(FactorAnalysis factor, int level) => Level(factor.Factor, factor.Levels[level].Level);

    /// <summary>Whether a factor is a condition of the data, which nobody chooses for being better.</summary>
    public static bool OfData(string factor)
        => DataFields.Contains(factor) || (factor.StartsWith("dataset.", StringComparison.Ordinal) && factor != "dataset.standardize");
}
