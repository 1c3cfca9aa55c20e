using Sweep.Grains.Contracts;
using Sweep.Storage;

namespace Sweep.Silo.Api.Documents;

/// <summary>Names of a sweep's states on the wire.</summary>
internal static class StateNames
{
    public static string Of(SweepState state) => state switch
    {
        SweepState.Running => "running",
        SweepState.Paused => "paused",
        SweepState.Finished => "finished",
        SweepState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state of a sweep."),
    };

    public static SweepState Parse(string name) => Enum.GetValues<SweepState>().FirstOrDefault(state => Of(state) == name) is var found && found != default
        ? found
        : throw new ArgumentException($"'{name}' is no state of a sweep.", nameof(name));

    /// <summary>What a grain is about; where it is idle, the record's word counts.</summary>
    public static string Of(SweepPhase phase, SweepState recorded) => phase switch
    {
        SweepPhase.Running => "running",
        SweepPhase.Pausing => "pausing",
        SweepPhase.Paused => "paused",
        SweepPhase.Finished => "finished",
        SweepPhase.Cancelling => "cancelling",
        SweepPhase.Cancelled => "cancelled",
        _ => Of(recorded),
    };
}
