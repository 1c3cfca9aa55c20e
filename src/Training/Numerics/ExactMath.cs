namespace Sweep.Training.Numerics;

/// <summary>
/// Elementary functions in double from additions, multiplications and divisions alone, so that every platform gives the
/// same bits, which its own mathematical library does not promise. Errors stay under 4 units in the last place.
/// </summary>
internal static class ExactMath
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>ln 2 in two parts, the first with few bits, so that its product with a small whole number is exact.</summary>
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Natural logarithm of a positive, normal number: 2·artanh((m−1)/(m+1)) + e·ln 2 with m in [√½, √2).</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var f = (mantissa - 1) / (mantissa + 1);
        var square = f * f;
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2)
            sum = (sum * square) + (1.0 / n);
        return (exponent * Ln2) + (2 * f * sum);
    }

    /// <summary>exp(x) for |x| under 700: 2ⁿ·exp(r) with |r| ≤ ln2/2, Taylor's series of exp(r).</summary>
    public static double Exp(double x)
    {
        var n = Math.Floor((x / Ln2) + 0.5);
        var r = x - (n * Ln2High) - (n * Ln2Low);
        var sum = 1.0;
        for (var i = 14; i >= 1; i--)
            sum = 1 + (sum * r / i);
        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>Sine and cosine of 2π·turns, by Taylor's series within an eighth of a turn.</summary>
    public static (double Sin, double Cos) SinCosTurns(double turns)
    {
        turns -= Math.Floor(turns);
        var quarter = Math.Floor((turns * 4) + 0.5);
        var x = (turns - (quarter * 0.25)) * (2 * Math.PI);
        var square = x * x;
        var sin = 0.0;
        var cos = 0.0;
        for (var n = 18; n >= 2; n -= 2)
        {
            cos = (1 - cos) * square / (n * (n - 1));
            sin = (1 - sin) * square / (n * (n + 1));
        }

        sin = x * (1 - sin);
        cos = 1 - cos;
        return ((int)quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>A whole power, by repeated squaring.</summary>
    public static double Power(double x, long exponent)
    {
        var result = 1.0;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= x;
            x *= x;
        }

        return result;
    }
}
