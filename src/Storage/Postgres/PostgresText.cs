using System.Text;

namespace Sweep.Storage.Postgres;

/// <summary>Texts as PostgreSQL can hold them.</summary>
internal static class PostgresText
{
    /// <summary>
    /// The text with U+FFFD in place of what a text column cannot hold: the NUL character and halves of surrogate pairs.
    /// Messages of exceptions may carry them, and one such message must not cost its whole group.
    /// </summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || IsClean(text))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (c == 0 || char.IsSurrogate(c))
                return false;
        }

        return true;
    }
}
