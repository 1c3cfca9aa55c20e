namespace Sweep.Simulation.Tests.Running;

/// <summary>What the audit knows of one trial.</summary>
internal sealed class TrialAudit
{
    /// <summary>The newest attempt.</summary>
    public int Attempt { get; set; }

    /// <summary>Results accepted.</summary>
    public int Results { get; set; }

    /// <summary>Who claimed that attempt.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Whether that lease was neither given back nor ended.</summary>
    public bool IsHeld { get; set; }

    /// <summary>When it ends by itself.</summary>
    public TimeSpan LeaseEnds { get; set; }

    /// <summary>Whether a write of this attempt is to be accepted.</summary>
    public bool Takes(int attempt) => attempt == Attempt && Results == 0;

    /// <summary>Whether another owner may not claim.</summary>
    public bool IsLeasedAt(TimeSpan now) => IsHeld && Results == 0 && LeaseEnds > now;
}
