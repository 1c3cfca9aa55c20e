using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Seams;

/// <summary>
/// Carries calls to the host that has the grain, and answers back. Requests and answers are apart,
/// so that either may be delayed, dropped or doubled.
/// </summary>
public interface ICallRouter
{
    /// <summary>Carries a call to a host, which takes it by <see cref="EmbeddedGrainHost.Deliver"/>.</summary>
    void Send(GrainCall call);

    /// <summary>Carries an answer to the caller, who takes it by <see cref="GrainCall.Complete"/>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="outcome">What the method came to: a completed task.</param>
    void Answer(GrainCall call, Task outcome);

    /// <summary>Carries the news that the caller no longer wants the answer; taken by <see cref="EmbeddedGrainHost.DeliverCancellation"/>.</summary>
    void Cancel(GrainCall call);
}
