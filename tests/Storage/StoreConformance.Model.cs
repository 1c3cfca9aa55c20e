using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

public abstract partial class StoreConformance
{
    private const int ModelTrials = 3;
    private const int ModelEpochs = 4;

    private static readonly Gen<int> AnyTrial = Gen.Choose(0, ModelTrials - 1);
    private static readonly Gen<string> AnyOwner = Gen.Elements("a", "b");
    private static readonly Gen<int> AnySeconds = Gen.Elements(0, 10, 30);

    // Mostly the newest attempt: most of what is stale is refused in one way.
    private static readonly Gen<(int Trial, int Behind)> AnyAttempt = AnyTrial.SelectMany(_ => Gen.Elements(0, 0, 0, 1, 2), (trial, behind) => (trial, behind));

    private static readonly Gen<ModelStep> Steps = Gen.Frequency(
        (6, AnyTrial.SelectMany(_ => AnyOwner, (trial, owner) => (trial, owner)).SelectMany(_ => AnySeconds, ModelStep (p, seconds) => new ModelStep.Claim(p.trial, p.owner, seconds))),
        (5, AnyAttempt.SelectMany(_ => Gen.Choose(1, ModelEpochs).ListOf(), ModelStep (a, epochs) => new ModelStep.Append(a.Trial, a.Behind, [.. epochs.Take(ModelEpochs)]))),
        (3, AnyAttempt.SelectMany(_ => Gen.Choose(1, ModelEpochs), ModelStep (a, epochs) => new ModelStep.Save(a.Trial, a.Behind, epochs))),
        (2, AnyAttempt.Select(ModelStep (a) => new ModelStep.Release(a.Trial, a.Behind))),
        (2, AnyAttempt.Select(ModelStep (a) => new ModelStep.Fail(a.Trial, a.Behind))),
        (2, AnyAttempt.SelectMany(_ => Gen.Elements(Enum.GetValues<TrialOutcome>()), ModelStep (a, outcome) => new ModelStep.Finish(a.Trial, a.Behind, outcome))),
        (2, AnyOwner.SelectMany(_ => AnySeconds, ModelStep (owner, seconds) => new ModelStep.Renew(owner, seconds))),
        (2, Gen.Choose(1, 40).Select(ModelStep (seconds) => new ModelStep.Pass(seconds))),
        (1, Gen.Constant<ModelStep>(new ModelStep.Retry())),
        (1, Gen.Elements(Enum.GetValues<SweepState>()).Select(ModelStep (state) => new ModelStep.Move(state))),
        (1, Gen.Elements(Enum.GetValues<SweepRequest>()).Select(ModelStep (request) => new ModelStep.Ask(request))));

    [Fact]
    public void Any_order_of_calls_gives_what_a_dictionary_gives()
    {
        var run = 0;
        var property = Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => AgreesAsync($"model{run++}", steps).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(ModelRuns).WithEndSize(60), property);
    }

    /// <summary>How many random orders of calls are tried.</summary>
    protected virtual int ModelRuns => 200;

    private async Task<bool> AgreesAsync(string sweep, IEnumerable<ModelStep> steps)
    {
        await Store.CreateAsync(Sample.Sweep(sweep));
        var model = new StoreModel();
        var stale = Store.StaleWritesRefused;
        foreach (var step in steps)
        {
            if (!await AgreesAsync(sweep, model, step))
                return false;
        }

        // Leases that still hold would be renewed with those of the next run.
        var leases = await Store.ReadLeasesAsync(sweep).ToListAsync();
        var agrees = model.Counts == await Store.CountAsync(sweep)
            && model.Refused == Store.StaleWritesRefused - stale
            && model.State == (await Store.FindAsync(sweep))!.State
            && model.Request == await Store.ReadRequestAsync(sweep)
            && model.Epochs.SequenceEqual(await EpochPlacesAsync(sweep))
            && model.Leases.SequenceEqual(leases)
            && model.Failures.SequenceEqual((await Store.ReadFailuresAsync(sweep).ToListAsync()).Select(f => (f.Index, f.Failure.Attempt)))
            && model.Finished.SequenceEqual(await Store.ReadFinishedIndicesAsync(sweep).ToListAsync())
            && model.Trials.SequenceEqual((await Store.ReadTrialsAsync(sweep).ToListAsync()).Select(t => (t.Index, t.Attempt, t.Finished?.Result.Outcome)));
        return await Store.DeleteAsync(sweep) && agrees;
    }

    private async Task<bool> AgreesAsync(string sweep, StoreModel model, ModelStep step)
    {
        int Attempt(int trial, int behind) => model.Attempt(trial) - behind;
        switch (step)
        {
            case ModelStep.Claim claim:
                var answer = await Store.ClaimAsync(sweep, claim.Trial, claim.Owner, Now, TimeSpan.FromSeconds(claim.Seconds));
                return model.Claim(claim.Trial, claim.Owner, claim.Seconds) == (answer.Outcome, answer.Attempt, answer.Failures, answer.Checkpoint?.Epochs)
                    && (answer.Checkpoint is not { } checkpoint || checkpoint.State.SequenceEqual([(byte)checkpoint.Epochs]));
            case ModelStep.Append append:
                var attempt = Attempt(append.Trial, append.Behind);
                return model.Append(append.Trial, attempt, append.Epochs)
                    == await Store.AppendEpochsAsync(sweep, append.Trial, attempt, [.. append.Epochs.Select(e => Sample.Epoch(e))]);
            case ModelStep.Save save:
                attempt = Attempt(save.Trial, save.Behind);
                return model.Save(save.Trial, attempt, save.Epochs)
                    == await Store.SaveCheckpointAsync(sweep, save.Trial, attempt, Sample.Checkpoint(save.Epochs, (byte)save.Epochs));
            case ModelStep.Release release:
                attempt = Attempt(release.Trial, release.Behind);
                return model.Release(release.Trial, attempt) == await Store.ReleaseAsync(sweep, release.Trial, attempt);
            case ModelStep.Fail fail:
                attempt = Attempt(fail.Trial, fail.Behind);
                return model.Fail(fail.Trial, attempt) == await Store.RecordFailureAsync(sweep, fail.Trial, attempt, Failure(attempt));
            case ModelStep.Finish finish:
                attempt = Attempt(finish.Trial, finish.Behind);
                return model.Finish(finish.Trial, attempt, finish.Outcome) == await Store.FinishAsync(sweep, finish.Trial, attempt, StoppedByUser(finish.Outcome));
            case ModelStep.Renew renew:
                return model.Renew(renew.Owner, renew.Seconds) == await Store.RenewLeasesAsync(renew.Owner, TimeSpan.FromSeconds(renew.Seconds));
            case ModelStep.Retry:
                return model.Retry() == await Store.RetryFailedAsync(sweep, Now);
            case ModelStep.Pass pass:
                model.Pass(pass.Seconds);
                await PassAsync(TimeSpan.FromSeconds(pass.Seconds));
                return true;
            case ModelStep.Move move:
                return model.Move(move.State) == await Store.SetStateAsync(sweep, move.State, Now);
            case ModelStep.Ask ask:
                model.Ask(ask.Request);
                await Store.RequestAsync(sweep, ask.Request, Now);
                return true;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "No such step.");
        }
    }

    private static FinishedTrial StoppedByUser(TrialOutcome outcome)
    {
        var finished = Sample.Finished(outcome);
        return finished with { Result = finished.Result with { Detail = StopReason.User } };
    }
}
