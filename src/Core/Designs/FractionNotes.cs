namespace Sweep.Core.Designs;

/// <summary>Says what a fraction confounds: generators, resolution and aliases up to two-factor interactions.</summary>
internal static class FractionNotes
{
    private const int MaxLines = 200;

    /// <summary>The notes, one sentence a line.</summary>
    public static IReadOnlyList<string> Write(int prime, int baseFactors, IReadOnlyList<int[]> generators, int resolution, IReadOnlyList<string> names)
    {
        var notes = new List<string> { $"fraction 1/{prime}^{generators.Count} of resolution {Roman(resolution)}: {FractionWords.Power(prime, baseFactors)} of {FractionWords.Power(prime, names.Count)} combinations" };
        for (var g = 0; g < generators.Count; g++)
        {
            var terms = generators[g].Select((times, i) => times == 0 ? null : times == 1 ? names[i] : $"{times}*{names[i]}").OfType<string>();
            notes.Add($"generator: the level of {names[baseFactors + g]} is the sum of those of {string.Join(", ", terms)} mod {prime}, counted from 0");
        }

        var aliases = FractionWords.All(prime, baseFactors, generators)
            .Select(word => Enumerable.Range(0, word.Length).Where(i => word[i] != 0).ToArray())
            .Where(factors => factors.Length <= 4)
            .OrderBy(factors => factors.Length)
            .SelectMany(factors => Aliases(factors, names, prime))
            .Distinct()
            .ToArray();
        notes.AddRange(aliases.Take(MaxLines));
        if (aliases.Length > MaxLines)
            notes.Add($"and {aliases.Length - MaxLines} more aliases");
        if (aliases.Length == 0 && generators.Count > 0)
            notes.Add("main effects and two-factor interactions are free of one another");
        return notes;
    }

    private static IEnumerable<string> Aliases(int[] factors, IReadOnlyList<string> names, int prime)
    {
        // With more than two levels an interaction has several components, of which one is confounded.
        var equals = prime == 2 ? "=" : "shares a component with";
        if (factors.Length == 3)
        {
            for (var i = 0; i < 3; i++)
                yield return $"alias: {names[factors[i]]} {equals} {Pair(factors[(i + 1) % 3], factors[(i + 2) % 3], names)}";
        }

        if (factors.Length == 4)
        {
            for (var i = 1; i < 4; i++)
            {
                var others = Enumerable.Range(1, 3).Where(j => j != i).ToArray();
                yield return $"alias: {Pair(factors[0], factors[i], names)} {equals} {Pair(factors[others[0]], factors[others[1]], names)}";
            }
        }
    }

    private static string Pair(int a, int b, IReadOnlyList<string> names) => $"{names[Math.Min(a, b)]} x {names[Math.Max(a, b)]}";

    private static string Roman(int number)
    {
        (int Value, string Sign)[] signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var text = "";
        foreach (var (value, sign) in signs)
        {
            for (; number >= value; number -= value)
                text += sign;
        }

        return text;
    }
}
