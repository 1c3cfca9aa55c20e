namespace Sweep.Silo.Metrics;

/// <summary>Where one running sweep stands.</summary>
/// <param name="Pending">Trials not begun.</param>
/// <param name="Running">Trials begun, without a result yet.</param>
/// <param name="Completed">Trials trained to the end.</param>
/// <param name="Diverged">Trials ended by NaN, Inf or an explosion.</param>
/// <param name="Failed">Trials given up after failures of ours.</param>
/// <param name="Stopped">Trials ended by a scheduler or a person.</param>
/// <param name="Best">Best objective so far; NaN where there is none.</param>
/// <param name="Maximize">Whether more is better.</param>
public sealed record SweepGauges(
    long Pending, long Running, long Completed, long Diverged, long Failed, long Stopped, double Best, bool Maximize)
{
    /// <summary>Two sweeps of one name taken together.</summary>
    internal SweepGauges Plus(SweepGauges other) => this with
    {
        Pending = Pending + other.Pending,
        Running = Running + other.Running,
        Completed = Completed + other.Completed,
        Diverged = Diverged + other.Diverged,
        Failed = Failed + other.Failed,
        Stopped = Stopped + other.Stopped,
    };
}
