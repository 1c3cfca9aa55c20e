using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Runtime;

/// <summary>
/// Completes a promise where turns run, but on no grain's turn: whoever awaits it outside of grains would otherwise go on
/// on the thread pool wherever turns run elsewhere.
/// </summary>
internal sealed class Completion(TaskCompletionSource<NoResult> promise) : IThreadPoolWorkItem
{
    public void Execute() => promise.TrySetResult(default);
}
