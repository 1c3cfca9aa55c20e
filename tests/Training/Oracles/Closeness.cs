namespace Sweep.Training.Tests.Oracles;

/// <summary>Compares a float32 result with its reference.</summary>
internal static class Closeness
{
    /// <summary>The error that a value or a gradient may have, as a share of the reference.</summary>
    public const double Relative = 1e-5;

    /// <summary>Least normal float32: what is smaller may be flushed.</summary>
    public const double Subnormal = 1.2e-38;

    /// <summary>Fails where the values differ by more than the relative error and by more than <paramref name="floor"/>.</summary>
    public static void Near(double expected, double actual, double floor, string what, double relative = Relative)
    {
        var allowed = Math.Max(relative * Math.Abs(expected), floor);
        Assert.True(Math.Abs(expected - actual) <= allowed, $"{what}: expected {expected:r}, got {actual:r}, allowed ±{allowed:g3}");
    }
}
