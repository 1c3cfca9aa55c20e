using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;

namespace Sweep.Storage.Tests;

public abstract partial class StoreConformance
{
    private const int ModelTrials = 3;
    private const int ModelEpochs = 4;

    private static readonly Gen<ModelStep> Steps = Gen.Frequency(
        (3, Gen.Choose(0, ModelTrials - 1).Select(ModelStep (trial) => new ModelStep.Claim(trial))),
        (4, Gen.Choose(0, ModelTrials - 1).SelectMany(trial => Gen.Choose(0, 2), (trial, behind) => (trial, behind))
            .SelectMany(p => Gen.Choose(1, ModelEpochs).ListOf(), ModelStep (p, epochs) => new ModelStep.Append(p.trial, p.behind, [.. epochs.Take(ModelEpochs)]))),
        (1, Gen.Choose(0, ModelTrials - 1).SelectMany(trial => Gen.Choose(0, 2), (trial, behind) => (trial, behind))
            .SelectMany(p => Gen.Elements(Enum.GetValues<TrialOutcome>()), ModelStep (p, outcome) => new ModelStep.Finish(p.trial, p.behind, outcome))));

    [Fact]
    public void Any_order_of_calls_gives_what_a_dictionary_gives()
    {
        var run = 0;
        var property = Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => AgreesAsync($"model{run++}", steps).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(60), property);
    }

    private async Task<bool> AgreesAsync(string sweep, IEnumerable<ModelStep> steps)
    {
        await Store.CreateAsync(Sample.Sweep(sweep));
        var model = new StoreModel();
        var stale = Store.StaleWritesRefused;
        foreach (var step in steps)
        {
            switch (step)
            {
                case ModelStep.Claim claim:
                    if (model.Claim(claim.Trial) != await Store.ClaimAsync(sweep, claim.Trial, "o", Now))
                        return false;
                    break;
                case ModelStep.Append append:
                    var attempt = model.Attempt(append.Trial) - append.Behind;
                    if (model.Append(append.Trial, attempt, append.Epochs)
                        != await Store.AppendEpochsAsync(sweep, append.Trial, attempt, [.. append.Epochs.Select(e => Sample.Epoch(e))]))
                        return false;
                    break;
                case ModelStep.Finish finish:
                    attempt = model.Attempt(finish.Trial) - finish.Behind;
                    if (model.Finish(finish.Trial, attempt, finish.Outcome) != await Store.FinishAsync(sweep, finish.Trial, attempt, Sample.Finished(finish.Outcome)))
                        return false;
                    break;
            }
        }

        return model.Counts == await Store.CountAsync(sweep)
            && model.Refused == Store.StaleWritesRefused - stale
            && model.Epochs.SequenceEqual(await EpochPlacesAsync(sweep))
            && model.Finished.SequenceEqual(await Store.ReadFinishedIndicesAsync(sweep).ToListAsync())
            && model.Trials.SequenceEqual((await Store.ReadTrialsAsync(sweep).ToListAsync()).Select(t => (t.Index, t.Attempt, t.Finished?.Result.Outcome)));
    }
}
