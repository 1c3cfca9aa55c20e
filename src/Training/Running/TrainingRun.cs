using Sweep.Core.Configuration;
using Sweep.Core.Results;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Updating;

namespace Sweep.Training.Running;

/// <summary>One training. Its steps stand in TrainingRun.Step.cs, its evaluations in TrainingRun.Evaluation.cs.</summary>
internal sealed unsafe partial class TrainingRun : ITrainingRun
{
    private readonly TrialConfig _config;
    private readonly TrainingConfig _training;
    private readonly PreparedData _data;
    private readonly RandomDraws _draws;
    private readonly NetworkPlan _plan;
    private readonly Workspace.BatchShape _shape;
    private readonly Workspace _workspace;
    private readonly DenseNetwork _network;
    private readonly LearningRate _rate;
    private readonly BatchLoader _loader;
    private readonly ScoreMeter _trainMeter;
    private readonly ScoreMeter _evaluationMeter;
    private readonly LayerMeter[] _meters;
    private readonly GradientClip _clip;
    private readonly WeightUpdate _update;
    private readonly double[] _denseNorms;
    private readonly double[] _layerNorms;
    private readonly int[] _order;
    private readonly int[] _chunk;
    private readonly TrainingState _state = new();

    private TrainingRun(TrialConfig config, PreparedData data, RandomDraws draws, ArenaPool pool)
    {
        _config = config;
        _training = config.Training;
        _data = data;
        _draws = draws;
        PlanChecks.CheckNative(config);
        _plan = NetworkPlan.For(config, data.Features, data.Classes, data.Task, data.Image);
        _shape = Workspace.BatchShape.For(_training.BatchSize, data.Train.Rows, Math.Max(data.Validation.Rows, data.Test.Rows));
        PlanChecks.CheckSizes(_plan, _shape.Capacity);
        _workspace = Workspace.Allocate(_plan, config, draws, _shape, data.Image, pool);
        _network = _workspace.Network;
        _rate = new LearningRate(_training, TotalSteps);
        _loader = new BatchLoader(_plan, _network.InputStride);
        _trainMeter = new ScoreMeter(_plan.Task, _plan.Outputs, _training.TopK);
        _evaluationMeter = new ScoreMeter(_plan.Task, _plan.Outputs, _training.TopK);
        _meters = [.. _plan.Layers.Select(layer => new LayerMeter(layer.Number)
        {
            Histogram = config.Probes.Histogram > 0 ? new long[LayerMeter.Bins] : null,
        })];
        _clip = new GradientClip(_training.Clip, _plan);
        _update = new WeightUpdate(_training, _plan, _workspace.Update, _workspace.WeightsBefore);
        _denseNorms = new double[_meters.Length];
        _layerNorms = new double[_meters.Length];
        _order = new int[data.Train.Rows];
        _chunk = new int[_shape.Evaluation];
    }

    /// <inheritdoc/>
    public EpochReport Report => _state.Report ?? throw new InvalidOperationException("No epoch has been trained yet.");

    /// <summary>The network that is trained.</summary>
    internal DenseNetwork Network => _network;

    private long StepsPerEpoch => (_data.Train.Rows + (long)_shape.Batch - 1) / _shape.Batch;

    private long TotalSteps
    {
        get
        {
            var steps = StepsPerEpoch * _training.Epochs;
            return _training.MaxSteps > 0 ? Math.Min(steps, _training.MaxSteps) : steps;
        }
    }

    /// <summary>A training before its first step.</summary>
    public static TrainingRun Start(TrialConfig config, PreparedData data, RandomDraws draws, ArenaPool pool)
    {
        var run = new TrainingRun(config, data, draws, pool);
        Initialiser.Fill(run._plan, config.Model.BiasInit, draws.Key, run._network.Parameters, run._network.Gradients);
        run._network.Statistics.Reset();
        run._workspace.Update.Reset();
        return run;
    }

    /// <inheritdoc/>
    public bool NextEpoch(CancellationToken cancellation = default)
    {
        if (_state.End is not null)
            return false;
        foreach (var meter in _meters)
            meter.Reset();
        _trainMeter.Reset();
        _draws.Order(_order, _state.Epochs);
        for (var start = 0; start < _order.Length && !_state.HasDiverged && _state.Steps < TotalSteps; start += _shape.Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = start + _shape.Batch;
            _loader.Prefetch(_data.Train, _order.AsSpan(Math.Min(next, _order.Length), Math.Clamp(_order.Length - next, 0, _shape.Batch)));
            Step(_order.AsSpan(start, Math.Min(_shape.Batch, _order.Length - start)));
        }

        _state.Epochs++;
        if (_state.HasDiverged)
        {
            _state.End = TrainingEnd.NonFinite;
            _state.Report = MakeReport(double.NaN, double.NaN, double.NaN);
            return true;
        }

        MeasureWeights();
        Evaluate(_data.Validation, IsDue(_config.Probes.Activations) ? _workspace.Activations : null, cancellation);
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
            Task = _plan.Task,
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
            WeightsHash = ParameterHash.Of(_plan, _network.Parameters),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private bool RestoresBest => _training.EarlyStopping is EarlyStopping.Patience { RestoreBest: true };

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
            KeepBest();
            return false;
        }

        return ++_state.EpochsWithoutGain >= patience.Epochs;
    }

    private void KeepBest()
    {
        if (!RestoresBest)
            return;
        Copy(_network.Parameters, _workspace.BestParameters, _plan.ParameterFloats);
        Copy(_network.Statistics.Values, _workspace.BestStatistics, _network.Statistics.Floats);
    }

    private void RestoreBest()
    {
        Copy(_workspace.BestParameters, _network.Parameters, _plan.ParameterFloats);
        Copy(_workspace.BestStatistics, _network.Statistics.Values, _network.Statistics.Floats);
    }

    private static void Copy(float* from, float* to, long floats)
        => Buffer.MemoryCopy(from, to, floats * sizeof(float), floats * sizeof(float));
}
