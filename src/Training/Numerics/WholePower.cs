namespace Sweep.Training.Numerics;

/// <summary>Powers that every platform computes alike, which its mathematical library does not promise.</summary>
internal static class WholePower
{
    /// <summary>x to a whole power that is not negative, by repeated squaring.</summary>
    public static double Of(double x, long exponent)
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
