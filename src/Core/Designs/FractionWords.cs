namespace Sweep.Core.Designs;

/// <summary>The words of a fraction's defining relation: exponents mod p of all factors, base factors first.</summary>
internal static class FractionWords
{
    /// <summary>Greatest number of combinations, and of words, of a fraction.</summary>
    public const int MaxWords = 1 << 16;

    /// <summary>p^n.</summary>
    public static long Power(int prime, int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power = checked(power * prime);
        return power;
    }

    /// <summary>Whether a fraction is beyond what can be searched.</summary>
    public static bool TooMany(int prime, int baseFactors, int generated)
        => Math.Max(baseFactors, generated) * Math.Log2(prime) > Math.Log2(MaxWords) + 1e-9;

    /// <summary>
    /// One word of each line through 0 in the group that the generators span: its first exponent is 1.
    /// A generator g of factor j stands for the word g·(-1) with exponent 1 at j.
    /// </summary>
    public static IEnumerable<int[]> All(int prime, int baseFactors, IReadOnlyList<int[]> generators)
    {
        var count = Power(prime, generators.Count);
        for (var code = 1L; code < count; code++)
        {
            var word = new int[baseFactors + generators.Count];
            var rest = code;
            for (var g = 0; g < generators.Count; g++, rest /= prime)
            {
                var factor = (int)(rest % prime);
                word[baseFactors + g] = factor;
                for (var i = 0; i < baseFactors; i++)
                    word[i] = (word[i] + (factor * (prime - generators[g][i]))) % prime;
            }

            if (word[Array.FindIndex(word, e => e != 0)] == 1)
                yield return word;
        }
    }

    /// <summary>Number of factors in a word.</summary>
    public static int Weight(ReadOnlySpan<int> word)
    {
        var weight = 0;
        foreach (var exponent in word)
            weight += exponent == 0 ? 0 : 1;
        return weight;
    }
}
