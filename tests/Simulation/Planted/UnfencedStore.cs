using Sweep.Core.Results;
using Sweep.Simulation.Tests.Silos;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Planted;

/// <summary>Takes in whatever comes, as if the newest attempt had sent it.</summary>
internal sealed class UnfencedStore(ISweepStore inner) : StoreWrapper(inner)
{
    private readonly Dictionary<long, int> _newest = [];

    public override async Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        var claim = await base.ClaimAsync(sweep, trial, owner, at, lease, cancellation);
        _newest[trial] = claim.Attempt;
        return claim;
    }

    public override async Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        await base.AppendEpochsAsync(sweep, trial, _newest[trial], epochs, cancellation);
        return true;
    }

    public override async Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        await base.FinishAsync(sweep, trial, _newest[trial], finished, cancellation);
        return true;
    }
}
