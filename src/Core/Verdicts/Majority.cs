namespace Sweep.Core.Verdicts;

/// <summary>More than half, which keeps one odd epoch from deciding.</summary>
internal static class Majority
{
    public static bool Of(int hits, int measured) => 2 * hits > measured;
}
