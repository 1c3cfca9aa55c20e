namespace Sweep.Training.Data;

/// <summary>Finds what was probably meant by a misspelt name.</summary>
internal static class NearestName
{
    private const int MaxLength = 100;

    /// <summary>The name of least edit distance (Levenshtein 1966), case aside; the first among equals.</summary>
    public static string Of(string found, IEnumerable<string> names) => names.MinBy(n => Distance(n, found))!;

    private static int Distance(string a, string b)
    {
        a = a[..Math.Min(a.Length, MaxLength)];
        b = b[..Math.Min(b.Length, MaxLength)];
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
