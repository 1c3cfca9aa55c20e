namespace Sweep.Core.Statistics.Fitting;

/// <summary>Which levels of two factors are met together.</summary>
internal static class PairTable
{
    /// <summary>Whether every two met levels are met together.</summary>
    public static bool Full(ValuedTrials trials, int first, int second)
    {
        var met = new bool[trials.Sizes[first] * trials.Sizes[second]];
        for (var i = 0; i < trials.Count; i++)
            met[(trials.LevelOf(i, first) * trials.Sizes[second]) + trials.LevelOf(i, second)] = true;
        return Array.TrueForAll(met, m => m);
    }
}
