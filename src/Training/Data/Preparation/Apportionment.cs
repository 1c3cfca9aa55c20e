namespace Sweep.Training.Data.Preparation;

/// <summary>Shares a whole number of places among classes in proportion to their sizes.</summary>
internal static class Apportionment
{
    /// <summary>
    /// Hamilton's method of the largest remainder: each class gets its quota rounded down, and the places that are left go
    /// to the largest remainders, the lower class first among equals. A class that has rows gets one place at least.
    /// </summary>
    /// <param name="sizes">Rows of each class.</param>
    /// <param name="total">Places; at most the sum of the sizes.</param>
    /// <returns>Places of each class; their sum exceeds <paramref name="total"/> only by places given for the least of one.</returns>
    public static int[] Share(ReadOnlySpan<int> sizes, int total)
    {
        var rows = 0L;
        foreach (var size in sizes)
            rows += size;
        var places = new int[sizes.Length];
        var remainders = new long[sizes.Length];
        var left = total;
        for (var i = 0; i < places.Length; i++)
        {
            var (quotient, remainder) = rows == 0 ? (0, 0) : Math.DivRem((long)sizes[i] * total, rows);
            places[i] = (int)quotient;
            remainders[i] = remainder;
            left -= places[i];
        }

        foreach (var i in Enumerable.Range(0, places.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take(left))
            places[i]++;
        for (var i = 0; i < places.Length; i++)
            places[i] = sizes[i] > 0 ? Math.Max(1, places[i]) : 0;
        return places;
    }
}
