using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Planning;

namespace Sweep.Training.Running;

/// <summary>
/// One training, whatever engine computes it: epochs, order, schedule, what is measured, when it ends. Its steps stand in
/// TrainingLoop.Step.cs, its evaluations in TrainingLoop.Evaluation.cs, what an engine gives it in TrainingLoop.Engine.cs.
/// </summary>
internal abstract unsafe partial class TrainingLoop : ITrainingRun
{
    private readonly TrialConfig _config;
    private readonly TrainingConfig _training;
    private readonly PreparedData _data;
    private readonly LearningRate _rate;
    private readonly BatchLoader _loader;
    private readonly ScoreMeter _trainMeter;
    private readonly ScoreMeter _evaluationMeter;
    private readonly LayerMeter[] _meters;
    private readonly double[] _denseNorms;
    private readonly double[] _layerNorms;
    private readonly int[] _order;
    private readonly int[] _chunk;
    private readonly TrainingState _state = new();

    /// <summary>All of a training that no engine is needed for.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="data">What is trained on.</param>
    /// <param name="draws">Where order and masks come from.</param>
    /// <param name="evaluated">Samples evaluated at a time where a training batch is not larger, and most of them.</param>
    /// <exception cref="Core.Specs.InvalidInputException">The configuration does not fit the data.</exception>
    protected TrainingLoop(TrialConfig config, PreparedData data, RandomDraws draws, Func<NetworkPlan, (int Least, int Most)> evaluated)
    {
        _config = config;
        _training = config.Training;
        _data = data;
        Draws = draws;
        Plan = NetworkPlan.For(config, data.Features, data.Classes, data.Task, data.Image);
        var (least, most) = evaluated(Plan);
        Shape = BatchShape.For(_training.BatchSize, data.Train.Rows, Math.Max(data.Validation.Rows, data.Test.Rows), least, most);
        PlanChecks.CheckSizes(Plan, Shape.Capacity);
        _rate = new LearningRate(_training, TotalSteps);
        _loader = new BatchLoader(Plan, NetworkPlan.Pad(Plan.Features));
        _trainMeter = new ScoreMeter(Plan.Task, Plan.Outputs, _training.TopK);
        _evaluationMeter = new ScoreMeter(Plan.Task, Plan.Outputs, _training.TopK);
        _meters = [.. Plan.Layers.Select(layer => new LayerMeter(layer.Number)
        {
            Histogram = config.Probes.Histogram > 0 ? new long[LayerMeter.Bins] : null,
        })];
        _denseNorms = new double[_meters.Length];
        _layerNorms = new double[_meters.Length];
        _order = new int[data.Train.Rows];
        _chunk = new int[Shape.Evaluation];
    }

    /// <summary>The network that is trained.</summary>
    protected NetworkPlan Plan { get; }

    /// <summary>Samples at a time.</summary>
    protected BatchShape Shape { get; }

    /// <summary>Where the order of samples and dropout masks come from.</summary>
    protected RandomDraws Draws { get; }

    /// <summary>Whether the best epoch's weights come back at the end.</summary>
    protected bool RestoresBest => _training.EarlyStopping is EarlyStopping.Patience { RestoreBest: true };

    /// <summary>Told each step's mean loss; null where nobody listens.</summary>
    internal Action<double>? StepLoss { get; set; }

    /// <inheritdoc/>
    public EpochReport Report => _state.Report ?? throw new InvalidOperationException("No epoch has been trained yet.");

    private long StepsPerEpoch => (_data.Train.Rows + (long)Shape.Batch - 1) / Shape.Batch;

    private long TotalSteps
    {
        get
        {
            var steps = StepsPerEpoch * _training.Epochs;
            return _training.MaxSteps > 0 ? Math.Min(steps, _training.MaxSteps) : steps;
        }
    }

    /// <inheritdoc/>
    public bool NextEpoch(CancellationToken cancellation = default)
    {
        if (_state.End is not null)
            return false;
        foreach (var meter in _meters)
            meter.Reset();
        _trainMeter.Reset();
        Draws.Order(_order, _state.Epochs);
        for (var start = 0; start < _order.Length && !_state.HasDiverged && _state.Steps < TotalSteps; start += Shape.Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = start + Shape.Batch;
            _loader.Prefetch(_data.Train, _order.AsSpan(Math.Min(next, _order.Length), Math.Clamp(_order.Length - next, 0, Shape.Batch)));
            Step(_order.AsSpan(start, Math.Min(Shape.Batch, _order.Length - start)));
        }

        _state.Epochs++;
        if (_state.HasDiverged)
        {
            _state.End = TrainingEnd.NonFinite;
            _state.Report = MakeReport(double.NaN, double.NaN, double.NaN);
            return true;
        }

        MeasureWeights();
        Evaluate(_data.Validation, IsDue(_config.Probes.Activations) ? ActivationMeter : null, cancellation);
        MeasureJacobian();
        _state.Report = MakeReport(_evaluationMeter.Loss, _evaluationMeter.Score, _evaluationMeter.TopK);
        _rate.Observe(_evaluationMeter.Loss);
        DecideEnd();
        return true;
    }

    /// <inheritdoc/>
    public TrialResult Finish()
    {
        if (_state.End is not { } end)
            throw new InvalidOperationException("The training has not ended yet.");
        var diverged = end is TrainingEnd.NonFinite or TrainingEnd.Explosion;
        var report = _state.Best is not null && RestoresBest && !diverged ? _state.Best : Report;
        if (report != Report)
            RestoreBest();
        var (testLoss, testScore, testTopK) = (double.NaN, double.NaN, double.NaN);
        if (!diverged)
        {
            Evaluate(_data.Test, null, CancellationToken.None);
            (testLoss, testScore, testTopK) = (_evaluationMeter.Loss, _evaluationMeter.Score, _evaluationMeter.TopK);
        }

        return new TrialResult
        {
            Outcome = diverged ? TrialOutcome.Diverged : TrialOutcome.Completed,
            End = end,
            Task = Plan.Task,
            Epochs = _state.Epochs,
            Steps = _state.Steps,
            Samples = _state.Samples,
            BestEpoch = report.Epoch,
            TrainLoss = report.TrainLoss,
            TrainScore = report.TrainScore,
            ValidationLoss = report.ValidationLoss,
            ValidationScore = report.ValidationScore,
            TestLoss = testLoss,
            TestScore = testScore,
            TrainTopK = report.TrainTopK,
            ValidationTopK = report.ValidationTopK,
            TestTopK = testTopK,
            DivergedStep = _state.DivergedStep,
            DivergedLayer = _state.DivergedLayer,
            Detail = _state.Detail,
            WeightsHash = HashParameters(),
        };
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Draws the parameters of a training before its first step.</summary>
    protected void Initialise()
    {
        Initialiser.Fill(Plan, _config.Model.BiasInit, Draws.Key, Parameters, Gradients);
        Reset();
        Deliver();
    }

    private string HashParameters()
    {
        Fetch();
        return ParameterHash.Of(Plan, Parameters);
    }

    private bool IsDue(int interval) => interval > 0 && _state.Epochs % interval == 0;

    private EpochReport MakeReport(double validationLoss, double validationScore, double validationTopK) => new()
    {
        Epoch = _state.Epochs,
        Steps = _state.Steps,
        Samples = _state.Samples,
        TrainLoss = _trainMeter.Loss,
        TrainScore = _trainMeter.Score,
        ValidationLoss = validationLoss,
        ValidationScore = validationScore,
        TrainTopK = _trainMeter.TopK,
        ValidationTopK = validationTopK,
        LearningRate = _state.LastRate,
        Layers = [.. _meters.Select(meter => meter.Report())],
    };

    private void DecideEnd()
    {
        var report = Report;
        if (!double.IsFinite(report.ValidationLoss) && _data.Validation.Rows > 0)
        {
            Diverge(0, $"{(double.IsNaN(report.ValidationLoss) ? "NaN" : "Inf")} in the validation loss");
            _state.End = TrainingEnd.NonFinite;
        }
        else if (_training.ExplosionGuard > 0 && report.TrainLoss > _training.ExplosionGuard * _state.FirstLoss)
        {
            Diverge(0, FormattableString.Invariant(
                $"mean training loss {report.TrainLoss:g6} is more than {_training.ExplosionGuard:g6} times the first step's {_state.FirstLoss:g6}"));
            _state.End = TrainingEnd.Explosion;
        }
        else if (StopsEarly(report))
        {
            _state.End = TrainingEnd.EarlyStopping;
        }
        else if (_training.MaxSteps > 0 && _state.Steps >= _training.MaxSteps)
        {
            _state.End = TrainingEnd.StepBudget;
        }
        else if (_state.Epochs >= _training.Epochs)
        {
            _state.End = TrainingEnd.Epochs;
        }
    }

    private bool StopsEarly(EpochReport report)
    {
        if (_training.EarlyStopping is not EarlyStopping.Patience patience)
            return false;
        if (_state.Best is null || report.ValidationLoss < _state.Best.ValidationLoss - patience.MinDelta)
        {
            _state.Best = report;
            _state.EpochsWithoutGain = 0;
            if (RestoresBest)
                KeepBest();
            return false;
        }

        return ++_state.EpochsWithoutGain >= patience.Epochs;
    }
}
