using Sweep.Core.Results;
using Sweep.Core.Specs;
using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Report;

/// <summary>Gathers trial by trial what the page shows beside the results: rows, curves, gradients, verdicts.</summary>
internal sealed class ReportBuilder
{
    /// <summary>Trials that the page holds one by one.</summary>
    public const int GreatestTrials = 10_000;

    private const int Examples = 3;

    private readonly SweepPlan _plan;
    private readonly FactorGrid _grid;
    private readonly TrialSample _sample = new(GreatestTrials);
    private readonly LevelPicture[][] _pictures;
    private readonly SortedDictionary<Verdict, List<VerdictExample>> _examples = [];
    private readonly HashSet<int> _depths = [];

    public ReportBuilder(SweepPlan plan)
    {
        _plan = plan;
        _grid = new(plan.Spec.Factors);
        _pictures = [.. _grid.Factors.Select(f => f.Levels.Select(_ => new LevelPicture()).ToArray())];
    }

    public TrialSample Sample => _sample;

    public LevelPicture[][] Pictures => _pictures;

    public SortedDictionary<Verdict, List<VerdictExample>> VerdictExamples => _examples;

    public FactorGrid Grid => _grid;

    public bool OneDepth => _depths.Count <= 1;

    public DateTimeOffset? FirstStart { get; private set; }

    public HashSet<string> Workers { get; } = new(StringComparer.Ordinal);

    public TrialFacts Facts { get; } = new();

    public int Retried { get; private set; }

    public int Judged { get; private set; }

    public SortedDictionary<Verdict, int> VerdictTotals { get; } = [];

    public void Add(TrialTelemetry trial, TrialVerdicts verdicts)
    {
        if (trial.Trial.Finished is not { } finished)
            return;
        var definition = _plan.Trial(trial.Trial.Index);
        var levels = _grid.NumbersOf(definition.Combination);
        _sample.Add(definition.Index, () => Of(trial, finished.Result, definition, levels, verdicts));
        var objective = _plan.Spec.Objective.Of(finished.Result);
        Facts.Add(TrialFact.Of(definition.Index, verdicts, objective));
        Workers.Add(finished.Worker);
        if (FirstStart is null || finished.Started < FirstStart)
            FirstStart = finished.Started;
        if (trial.Trial.Attempt > 1)
            Retried++;
        if (verdicts.Evidence.Count > 0)
            Judged++;
        foreach (var verdict in verdicts.Evidence.Select(e => e.Verdict).Distinct())
            VerdictTotals[verdict] = VerdictTotals.GetValueOrDefault(verdict) + 1;
        foreach (var evidence in verdicts.Evidence)
            AddExample(definition, objective, verdicts, evidence);
        var law = DepthLaw.Of(trial.Epochs, definition.Combination.Config);
        for (var f = 0; f < levels.Length; f++)
            AddPicture(_pictures[f][levels[f]], trial.Epochs, verdicts, law);
        if (trial.Epochs is [.., { Layers.Count: > 0 } last])
            _depths.Add(last.Layers.Count);
    }

    private static void AddPicture(LevelPicture picture, IReadOnlyList<EpochReport> epochs, TrialVerdicts verdicts, DepthLaw? law)
    {
        picture.Finished++;
        if (law is not null)
            picture.Depth.Add(law);
        if (verdicts.Evidence.Count == 0)
            picture.Unjudged++;
        else
            picture.Gravest[VerdictOrder.Gravest(verdicts)] = picture.Gravest.GetValueOrDefault(VerdictOrder.Gravest(verdicts)) + 1;
        foreach (var name in verdicts.Evidence.Select(e => e.Verdict).Distinct())
            picture.Verdicts[name] = picture.Verdicts.GetValueOrDefault(name) + 1;
        foreach (var epoch in epochs)
        {
            foreach (var layer in epoch.Layers)
                picture.Gradients.Add(epoch.Layers.Count - layer.Layer, epoch.Epoch, layer.GradientNormMean);
        }
    }

    private void AddExample(TrialDefinition definition, double objective, TrialVerdicts verdicts, VerdictEvidence evidence)
    {
        if (!_examples.TryGetValue(evidence.Verdict, out var list))
            _examples[evidence.Verdict] = list = [];
        if (list.Count < Examples)
            list.Add(new(definition.Index, definition.Combination.Levels, objective, verdicts, evidence));
    }

    private ReportTrial Of(TrialTelemetry trial, TrialResult result, TrialDefinition definition, int[] levels, TrialVerdicts verdicts)
    {
        var finished = trial.Trial.Finished!;
        return new(
            definition.Index, definition.Combination.Index, definition.Replicate, definition.Combination.Levels, levels,
            result.Outcome, verdicts, _plan.Spec.Objective.Of(result),
            result.TrainLoss, result.ValidationLoss, result.TrainScore, result.ValidationScore,
            result.Epochs, result.Steps, finished.Started, finished.Seconds, finished.Worker, trial.Trial.Attempt,
            TrialCurve.Of(trial.Epochs, _plan.Spec.Objective.Metric));
    }
}
