using Sweep.Core.Results;
using Sweep.Training.Losses;

namespace Sweep.Training.Running;

/// <summary>Mean loss and score over samples, added up in double in the order of the samples.</summary>
/// <param name="task">Classes or numbers.</param>
/// <param name="outputs">Units of the output layer.</param>
/// <param name="topK">k of the top-k accuracy; 0 where it is not measured.</param>
internal sealed unsafe class ScoreMeter(TaskKind task, int outputs, int topK)
{
    private double _loss;
    private double _squaredErrors;
    private double _targets;
    private double _squaredTargets;
    private long _right;
    private long _amongTop;
    private long _samples;

    /// <summary>Mean loss; NaN before the first sample.</summary>
    public double Loss => _samples == 0 ? double.NaN : _loss / _samples;

    /// <summary>Accuracy, or R² = 1 − Σ(y−ŷ)²/Σ(y−ȳ)²; where all targets are equal, 1 for no error and 0 otherwise.</summary>
    public double Score
    {
        get
        {
            if (_samples == 0)
                return double.NaN;
            if (task == TaskKind.Classification)
                return (double)_right / _samples;
            var spread = _squaredTargets - (_targets * _targets / _samples);
            return spread > 0 ? 1 - (_squaredErrors / spread) : _squaredErrors == 0 ? 1 : 0;
        }
    }

    /// <summary>Top-k accuracy; NaN where it is not measured and before the first sample.</summary>
    public double TopK => topK == 0 || _samples == 0 ? double.NaN : (double)_amongTop / _samples;

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _loss = _squaredErrors = _targets = _squaredTargets = 0;
        _right = _amongTop = _samples = 0;
    }

    /// <summary>Takes in one batch and returns the sum of its losses.</summary>
    /// <param name="logits">Outputs × columns.</param>
    /// <param name="targets">In the same layout.</param>
    /// <param name="losses">Each sample's loss.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="columns">Floats from one output's row to the next.</param>
    public double Add(float* logits, float* targets, float* losses, int samples, int columns)
    {
        var sum = 0.0;
        for (var b = 0; b < samples; b++)
            sum += losses[b];
        if (task == TaskKind.Classification)
            CountRight(logits, targets, samples, columns);
        for (var b = 0; b < samples && task == TaskKind.Regression; b++)
            AddNumber(logits[b], targets[b]);

        _loss += sum;
        _samples += samples;
        return sum;
    }

    // One output of two classes has no order of classes; there top-1 accuracy is the accuracy.
    private void CountRight(float* logits, float* targets, int samples, int columns)
    {
        var right = Hits.Count(logits, targets, outputs, samples, columns);
        _right += right;
        if (topK > 0)
            _amongTop += outputs == 1 || topK == 1 ? right : TopHits.Count(logits, targets, outputs, samples, columns, topK);
    }

    private void AddNumber(double value, double target)
    {
        _squaredErrors += (value - target) * (value - target);
        _targets += target;
        _squaredTargets += target * target;
    }
}
