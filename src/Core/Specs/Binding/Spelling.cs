namespace Sweep.Core.Specs.Binding;

/// <summary>Finds the nearest valid spelling of a word.</summary>
public static class Spelling
{
    private const int Listed = 40;

    /// <summary><c>; did you mean 'x'?</c> where something is near, then <c>; allowed: a, b, c</c>.</summary>
    public static string Advice(string found, IReadOnlyCollection<string> allowed)
    {
        var near = Nearest(found, allowed);
        var list = allowed.Count == 0 ? "" : $"; allowed: {string.Join(", ", allowed.Take(Listed))}{(allowed.Count > Listed ? " …" : "")}";
        return near is null ? list : $"; did you mean '{near}'?{list}";
    }

    /// <summary>The nearest word, if it is near at all.</summary>
    public static string? Nearest(string found, IEnumerable<string> allowed)
    {
        if (found.Length is 0 or > 64)
            return null;
        var word = found.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
        string? best = null;
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in allowed)
        {
            var distance = Distance(word, candidate.ToLowerInvariant());
            if (distance < least)
                (best, least) = (candidate, distance);
        }

        // A missing or additional underscore, and a part of a name, are common slips that weigh more than their letters.
        return best ?? allowed.FirstOrDefault(a => word.Length > 3 && a.Length < 64
            && (a.Replace("_", "", StringComparison.Ordinal) == word.Replace("_", "", StringComparison.Ordinal) || a.Contains(word, StringComparison.Ordinal)))
            ?? allowed.FirstOrDefault(a => IsInitials(word, a));
    }

    // lr for learning_rate, and lrr by a slip.
    private static bool IsInitials(string word, string name)
    {
        var initials = string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => part[0]));
        return initials.Length > 1 && word.Length is 2 or 3 && word[0] == initials[0] && Distance(word, initials) <= word.Length - 2;
    }

    /// <summary>Damerau-Levenshtein distance, restricted: insertions, deletions, replacements and swaps of neighbours.</summary>
    public static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
