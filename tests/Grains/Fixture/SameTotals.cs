using Sweep.Grains.Contracts;

namespace Sweep.Grains.Tests.Fixture;

/// <summary>Totals that count the same trials.</summary>
internal static class SameTotals
{
    // Sums were added up in another order, so their last bits may differ.
    private const int Digits = 12;

    public static void Assert(SweepTotals expected, SweepTotals actual)
    {
        Xunit.Assert.Equal(
            (expected.Finished, expected.Diverged, expected.Epochs, expected.Steps, expected.Samples),
            (actual.Finished, actual.Diverged, actual.Epochs, actual.Steps, actual.Samples));
        Xunit.Assert.Equal(expected.Leaders, actual.Leaders);
        Xunit.Assert.Equal(expected.Levels.Select(Rounded), actual.Levels.Select(Rounded));
        Xunit.Assert.Equal(expected.Gradients.Select(Rounded), actual.Gradients.Select(Rounded));
    }

    private static LevelTotals Rounded(LevelTotals level) => level with { Sum = Math.Round(level.Sum, Digits), SumSquares = Math.Round(level.SumSquares, Digits) };

    private static GradientTotals Rounded(GradientTotals depth) => depth with { SumLog10 = Math.Round(depth.SumLog10, Digits) };
}
