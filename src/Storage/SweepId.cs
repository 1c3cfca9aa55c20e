using System.Security.Cryptography;
using System.Text;

namespace Sweep.Storage;

/// <summary>
/// Ids of sweeps: lower-case ASCII letters, digits, <c>-</c> and <c>_</c>, so safe in paths, labels and shells,
/// also where upper and lower case are the same.
/// </summary>
public static class SweepId
{
    /// <summary>Greatest length.</summary>
    public const int MaxLength = 64;

    // Crockford's base 32: no i, l, o, u, and in the order of ASCII.
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int MaxStem = 40;
    private static readonly DateTimeOffset FirstDay = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A new id from a sweep's name: <c>regularizers-0mf7x3</c>. The first three characters after the name are the day,
    /// so ids of one name sort by day; the last three are random. Where the record has it already, ask for another.
    /// </summary>
    /// <param name="name">Name for people; anything that an id cannot hold becomes a hyphen.</param>
    /// <param name="time">Tells the day.</param>
    public static string New(string name, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(time);
        var id = new StringBuilder(Stem(name)).Append('-');
        var day = Math.Max(0, (int)(time.GetUtcNow() - FirstDay).TotalDays);
        for (var shift = 10; shift >= 0; shift -= 5)
            id.Append(Digits[(day >> shift) & 31]);
        for (var i = 0; i < 3; i++)
            id.Append(Digits[RandomNumberGenerator.GetInt32(Digits.Length)]);
        return id.ToString();
    }

    /// <summary>Whether a text is an id.</summary>
    public static bool IsValid(string? id)
        => id is { Length: > 0 and <= MaxLength }
            && id[0] is not ('-' or '_')
            && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Throws where a text is no id.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static void ThrowIfInvalid(string? id)
    {
        if (!IsValid(id))
        {
            throw new ArgumentException(
                $"'{id}' cannot be the id of a sweep: 1 to {MaxLength} lower-case letters, digits, '-' and '_' are allowed, with a letter or digit first.",
                nameof(id));
        }
    }

    private static string Stem(string name)
    {
        var stem = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                stem.Append(char.ToLowerInvariant(c));
            else if (stem.Length > 0 && stem[^1] != '-')
                stem.Append('-');
            if (stem.Length == MaxStem)
                break;
        }

        var trimmed = stem.ToString().TrimEnd('-');
        return trimmed.Length == 0 ? "sweep" : trimmed;
    }
}
