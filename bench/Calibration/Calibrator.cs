using Sweep.Core.Verdicts;
using Sweep.Training;
using Sweep.Training.Data;

namespace Sweep.Bench.Calibration;

/// <summary>Trains a battery and judges it.</summary>
internal static class Calibrator
{
    /// <summary>The outcomes, in the order of the cases. They are the same bits for any number of workers.</summary>
    public static IReadOnlyList<Outcome> Run(IReadOnlyList<Case> cases, int workers, VerdictThresholds? thresholds = null)
    {
        var trainer = new NativeTrainer();
        var provider = new DataProvider();
        var outcomes = new Outcome[cases.Count];
        Parallel.For(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
        {
            var facts = new Facts(trainer, provider, cases[i]);
            var verdicts = VerdictRules.Judge(facts.Own.Epochs, facts.Own.Result, cases[i].Config, thresholds);
            outcomes[i] = new(cases[i], cases[i].Family.Confirmed(facts), verdicts, facts.Own);
        });
        return outcomes;
    }
}
