using System.Globalization;

namespace Sweep.Grains;

/// <summary>Key of a trial's grain: <c>sweep/index</c>.</summary>
/// <param name="Sweep">The sweep's id.</param>
/// <param name="Index">The trial's index.</param>
public readonly record struct TrialKey(string Sweep, long Index)
{
    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">The key has another form.</exception>
    public static TrialKey Parse(string key)
    {
        var slash = key.LastIndexOf('/');
        return slash > 0 && long.TryParse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(key[..slash], index)
            : throw new FormatException($"'{key}' is not the key of a trial, which has the form sweep/index");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sweep}/{Index}");
}
