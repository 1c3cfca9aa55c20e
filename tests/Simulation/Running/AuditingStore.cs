using Sweep.Core.Results;
using Sweep.GrainHost.Simulation;
using Sweep.Simulation.Tests.Silos;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>Writes down what the record takes in, and checks it against rules of its own, whatever the store's.</summary>
internal sealed class AuditingStore(SimulatedCluster cluster, ISweepStore inner, Action<string> violated) : StoreWrapper(inner)
{
    private readonly Dictionary<long, Audit> _trials = [];

    /// <summary>The sweep's state as the record has it.</summary>
    public SweepState State { get; private set; }

    /// <summary>How often a result of this trial was accepted.</summary>
    public int ResultsOf(long trial) => _trials.GetValueOrDefault(trial)?.Results ?? 0;

    public override async Task SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await base.SetStateAsync(sweep, state, at, cancellation);
        State = state;
        cluster.Trace.Write($"record sweep is {state}");
    }

    public override async Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var claim = await base.ClaimAsync(sweep, trial, owner, at, cancellation);
        cluster.Trace.Write($"record trial {trial} claim by {owner}: {(claim.Finished ? "finished" : "attempt")} {claim.Attempt}");
        var audit = Of(trial);
        if (claim.Finished != audit.Results > 0)
            violated($"a claim of trial {trial} said finished: {claim.Finished}, with {audit.Results} results accepted");
        if (!claim.Finished && claim.Attempt != ++audit.Attempt)
            violated($"attempt {claim.Attempt} at trial {trial} was claimed where {audit.Attempt} was due");
        return claim;
    }

    public override async Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
    {
        var accepted = await base.AppendEpochsAsync(sweep, trial, attempt, epochs, cancellation);
        Check("epochs", trial, attempt, accepted);
        return accepted;
    }

    public override async Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        var accepted = await base.FinishAsync(sweep, trial, attempt, finished, cancellation);
        Check($"result {finished.Result.Outcome}", trial, attempt, accepted);
        if (accepted)
            Of(trial).Results++;
        return accepted;
    }

    private void Check(string what, long trial, int attempt, bool accepted)
    {
        var audit = Of(trial);
        var fresh = attempt == audit.Attempt && audit.Results == 0;
        cluster.Trace.Write($"record trial {trial} {what} of attempt {attempt}: {(accepted ? "accepted" : "refused")}");
        if (accepted && !fresh)
            violated($"{what} of attempt {attempt} at trial {trial} was accepted with attempt {audit.Attempt} the newest and {audit.Results} results");
        else if (!accepted && fresh)
            violated($"{what} of attempt {attempt} at trial {trial} was refused though it is the newest");
    }

    private Audit Of(long trial)
    {
        if (!_trials.TryGetValue(trial, out var audit))
            _trials.Add(trial, audit = new());
        return audit;
    }

    private sealed class Audit
    {
        public int Attempt { get; set; }

        public int Results { get; set; }
    }
}
