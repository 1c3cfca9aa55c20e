using Sweep.Core.Results;
using Sweep.Simulation.Tests.Silos;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Planted;

/// <summary>Acknowledges every tenth write of epochs without making it.</summary>
internal sealed class ForgetfulStore(ISweepStore inner) : StoreWrapper(inner)
{
    private int _writes;

    public override Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
        => ++_writes % 10 == 0 ? Task.FromResult(true) : base.AppendEpochsAsync(sweep, trial, attempt, epochs, cancellation);
}
