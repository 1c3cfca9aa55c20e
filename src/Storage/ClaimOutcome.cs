namespace Sweep.Storage;

/// <summary>What became of a claim.</summary>
public enum ClaimOutcome
{
    /// <summary>The attempt is the claimer's.</summary>
    Claimed = 1,

    /// <summary>The trial has its result already; nothing was claimed.</summary>
    Finished = 2,

    /// <summary>Another owner holds a live lease; nothing was claimed.</summary>
    Leased = 3,
}
