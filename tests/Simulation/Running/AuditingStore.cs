using Sweep.Core.Results;
using Sweep.GrainHost.Simulation;
using Sweep.Simulation.Tests.Silos;
using Sweep.Storage;

namespace Sweep.Simulation.Tests.Running;

/// <summary>Writes down what the record takes in, and checks it against rules of its own, whatever the store's.</summary>
internal sealed class AuditingStore(SimulatedCluster cluster, ISweepStore inner, Action<string> violated) : StoreWrapper(inner)
{
    private readonly SortedDictionary<long, TrialAudit> _trials = [];

    /// <summary>The sweep's state as the record has it.</summary>
    public SweepState State { get; private set; }

    /// <summary>Whether the sweep has ended, by itself or by a person.</summary>
    public bool IsOver => State is SweepState.Finished or SweepState.Cancelled;

    /// <summary>How often a result of this trial was accepted.</summary>
    public int ResultsOf(long trial) => Of(trial).Results;

    public override async Task<bool> SetStateAsync(string sweep, SweepState state, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var accepted = await base.SetStateAsync(sweep, state, at, cancellation);
        cluster.Trace.Write($"record sweep is {state}: {(accepted ? "accepted" : "refused")}");
        if (accepted != (State != SweepState.Cancelled || state == SweepState.Cancelled))
            violated($"that the sweep is {state} was {(accepted ? "accepted" : "refused")} where it was {State}");
        if (accepted)
            State = state;
        return accepted;
    }

    public override async Task RequestAsync(string sweep, SweepRequest request, DateTimeOffset at, CancellationToken cancellation = default)
    {
        await base.RequestAsync(sweep, request, at, cancellation);
        cluster.Trace.Write($"record sweep is asked for {request}");
    }

    public override async Task<Claim> ClaimAsync(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation = default)
    {
        var claim = await base.ClaimAsync(sweep, trial, owner, at, lease, cancellation);
        cluster.Trace.Write($"record trial {trial} claim by {owner}: {claim.Outcome}, attempt {claim.Attempt}, {claim.Checkpoint?.Epochs ?? 0} epochs behind it");
        var audit = Of(trial);
        var due = audit.Results > 0 ? ClaimOutcome.Finished
            : audit.IsLeasedAt(cluster.Now) && audit.Owner != owner ? ClaimOutcome.Leased
            : ClaimOutcome.Claimed;
        if (claim.Outcome != due)
            violated($"a claim of trial {trial} by {owner} was {claim.Outcome} where it is {due}: attempt {audit.Attempt} by {audit.Owner}, {audit.Results} results");
        if (claim.Outcome != ClaimOutcome.Claimed)
            return claim;
        if (claim.Attempt != ++audit.Attempt)
            violated($"attempt {claim.Attempt} at trial {trial} was claimed where {audit.Attempt} was due");
        (audit.Owner, audit.IsHeld, audit.LeaseEnds) = (owner, true, cluster.Now + lease);
        return claim;
    }

    public override async Task<int> RenewLeasesAsync(string owner, TimeSpan lease, CancellationToken cancellation = default)
    {
        var renewed = await base.RenewLeasesAsync(owner, lease, cancellation);
        cluster.Trace.Write($"record {owner} renews {renewed} leases");
        var held = _trials.Values.Where(audit => audit.Owner == owner && audit is { IsHeld: true, Results: 0 }).ToList();
        if (held.Count != renewed)
            violated($"{owner} renewed {renewed} leases where it holds {held.Count}");
        held.ForEach(audit => audit.LeaseEnds = cluster.Now + lease);
        return renewed;
    }

    public override async Task<bool> ReleaseAsync(string sweep, long trial, int attempt, CancellationToken cancellation = default)
    {
        var accepted = Check("release", trial, attempt, await base.ReleaseAsync(sweep, trial, attempt, cancellation));
        if (accepted)
            Of(trial).IsHeld = false;
        return accepted;
    }

    public override async Task<bool> RecordFailureAsync(string sweep, long trial, int attempt, AttemptFailure failure, CancellationToken cancellation = default)
    {
        var accepted = Check("failure", trial, attempt, await base.RecordFailureAsync(sweep, trial, attempt, failure, cancellation));
        if (accepted)
            Of(trial).IsHeld = false;
        return accepted;
    }

    public override async Task<bool> SaveCheckpointAsync(string sweep, long trial, int attempt, TrialCheckpoint checkpoint, CancellationToken cancellation = default)
        => Check($"checkpoint behind {checkpoint.Epochs} epochs", trial, attempt, await base.SaveCheckpointAsync(sweep, trial, attempt, checkpoint, cancellation));

    public override async Task<bool> AppendEpochsAsync(string sweep, long trial, int attempt, IReadOnlyList<EpochReport> epochs, CancellationToken cancellation = default)
        => Check($"epochs {epochs[0].Epoch} to {epochs[^1].Epoch}", trial, attempt, await base.AppendEpochsAsync(sweep, trial, attempt, epochs, cancellation));

    public override async Task<bool> FinishAsync(string sweep, long trial, int attempt, FinishedTrial finished, CancellationToken cancellation = default)
    {
        var accepted = Check($"result {finished.Result.Outcome}", trial, attempt, await base.FinishAsync(sweep, trial, attempt, finished, cancellation));
        if (accepted)
            Of(trial).Results++;
        return accepted;
    }

    private bool Check(string what, long trial, int attempt, bool accepted)
    {
        var audit = Of(trial);
        cluster.Trace.Write($"record trial {trial} {what} of attempt {attempt}: {(accepted ? "accepted" : "refused")}");
        if (accepted && !audit.Takes(attempt))
            violated($"{what} of attempt {attempt} at trial {trial} was accepted with attempt {audit.Attempt} the newest and {audit.Results} results");
        else if (!accepted && audit.Takes(attempt))
            violated($"{what} of attempt {attempt} at trial {trial} was refused though it is the newest");
        return accepted;
    }

    private TrialAudit Of(long trial)
    {
        if (!_trials.TryGetValue(trial, out var audit))
            _trials.Add(trial, audit = new());
        return audit;
    }
}
