namespace Sweep.Storage;

/// <summary>Who stopped a trial, as the detail of its result says it.</summary>
public static class StopReason
{
    /// <summary>A person, who cancelled the sweep. A retry of the sweep withdraws such a result.</summary>
    public const string User = "by user";
}
