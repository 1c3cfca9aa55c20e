namespace Sweep.Bench.Calibration;

/// <summary>What the cause says of one verdict.</summary>
internal enum Label
{
    /// <summary>It must be given.</summary>
    Yes,

    /// <summary>It must not be given.</summary>
    No,

    /// <summary>The cause does not tell.</summary>
    Open,
}
