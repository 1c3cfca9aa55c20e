using Sweep.Storage;

namespace Sweep.Client.Output;

/// <summary>States of sweeps as words.</summary>
internal static class StateWords
{
    /// <summary>The word for a state, the same as in other documents.</summary>
    public static string Of(SweepState state) => state switch
    {
        SweepState.Running => "running",
        SweepState.Paused => "paused",
        SweepState.Finished => "finished",
        SweepState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
