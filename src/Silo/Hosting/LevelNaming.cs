using System.Globalization;
using Sweep.Core.Specs;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>
/// Names the levels of a sweep in labels: by their place where levels of their factor are numbers, and only so many.
/// Factors with a range have no levels to name.
/// </summary>
internal sealed class LevelNaming
{
    private const int MaxLength = 64;

    private readonly Dictionary<(string Factor, string Level), LevelLabel> _known = [];

    /// <summary>Names the levels of these factors.</summary>
    public LevelNaming(IReadOnlyList<Factor> factors)
    {
        var named = factors.Where(factor => factor.Range is null).ToList();
        foreach (var factor in named.Take(MetricNames.MaxFactors))
        {
            var numbers = factor.Levels.Any(level => IsNumber(level.Label));
            for (var place = 0; place < factor.Levels.Count && _known.Count < MetricNames.MaxLevels; place++)
                _known[(factor.Name, factor.Levels[place].Label)] = new(Short(factor.Name), numbers ? Ordinal.Of(place) : Short(factor.Levels[place].Label));
        }

        LeftOut = named.Sum(factor => factor.Levels.Count) - _known.Count;
    }

    /// <summary>Levels beyond the bounds.</summary>
    public int LeftOut { get; }

    /// <summary>How a level is named; null where it is not.</summary>
    public LevelLabel? Find(string factor, string level) => _known.GetValueOrDefault((factor, level));

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Short(string text) => text.Length <= MaxLength ? text : text[..MaxLength];
}
