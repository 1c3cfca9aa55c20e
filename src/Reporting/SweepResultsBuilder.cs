using System.Runtime.InteropServices;
using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Statistics;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting;

/// <summary>Gathers results trial by trial, in the order of their indices.</summary>
internal sealed class SweepResultsBuilder : IDisposable
{
    private readonly SweepPlan _plan;
    private readonly FactorGrid _grid;
    private readonly SweepDigest _digest = new();
    private readonly long[] _outcomes = new long[5];
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public SweepResultsBuilder(SweepPlan plan)
    {
        _plan = plan;
        _grid = new(plan.Spec.Factors);
        Table = new(_grid.Factors);
        Gradients = new(_grid.Factors);
    }

    public ObservationTable Table { get; }

    public GradientTally Gradients { get; }

    public Dictionary<long, CombinationTally> Tallies { get; } = [];

    public TaskKind Task { get; private set; }

    public double TrainingSeconds { get; private set; }

    public double Seconds => _last > _first ? (_last - _first).TotalSeconds : 0;

    public string Digest => _digest.Current();

    public TrialTotals Totals => new(_plan.Trials, Count(TrialOutcome.Completed), Count(TrialOutcome.Diverged), Count(TrialOutcome.Failed), Count(TrialOutcome.Stopped));

    public TrialVerdicts Add(TrialTelemetry trial)
    {
        if (trial.Trial.Finished is not { } finished)
            return TrialVerdicts.None;
        var result = finished.Result;
        if (_digest.Trials == 0 || Count(TrialOutcome.Completed) + Count(TrialOutcome.Diverged) == 0)
            Task = result.Task;
        _digest.Append(trial.Trial.Index, finished.Digest);
        _outcomes[(int)result.Outcome]++;
        TrainingSeconds += finished.Seconds;
        var end = finished.Started + TimeSpan.FromSeconds(finished.Seconds);
        _first = finished.Started < _first ? finished.Started : _first;
        _last = end > _last ? end : _last;

        var definition = _plan.Trial(trial.Trial.Index);
        CollectionsMarshal.GetValueRefOrAddDefault(Tallies, definition.Combination.Index, out _).Add(result, _plan.Spec.Objective);
        var levels = _grid.NumbersOf(definition.Combination);
        Table.Add(levels, definition.Replicate, result.Outcome, _plan.Spec.Objective.Of(result), definition.Combination.Index);
        var verdicts = VerdictRules.Judge(trial.Epochs, result, definition.Combination.Config, _plan.Spec.Verdicts);
        Gradients.Add(levels, trial.Epochs, verdicts);
        return verdicts;
    }

    public void Dispose() => _digest.Dispose();

    private long Count(TrialOutcome outcome) => _outcomes[(int)outcome];
}
