using Sweep.Simulation.Tests.Silos;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Planted;

/// <summary>Lets whoever asks claim, whoever holds the lease.</summary>
internal sealed class UnleasedStore(ISweepStore inner) : StoreWrapper(inner)
{
    public override async Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        var claim = await base.ClaimAsync(sweep, trial, owner, at, lease, cancellation);
        if (claim.Outcome != ClaimOutcome.Leased)
            return claim;
        await base.ReleaseAsync(sweep, trial, claim.Attempt, cancellation);
        return await base.ClaimAsync(sweep, trial, owner, at, lease, cancellation);
    }
}
