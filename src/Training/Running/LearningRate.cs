using Sweep.Core.Configuration;
using Sweep.Training.Data;
using Sweep.Training.Numerics;

namespace Sweep.Training.Running;

/// <summary>The learning rate of each step: schedule times warm-up.</summary>
/// <param name="training">How the network is trained.</param>
/// <param name="totalSteps">Steps of a whole training.</param>
internal sealed class LearningRate(TrainingConfig training, long totalSteps)
{
    private readonly double _base = training.Optimizer.LearningRate;

    /// <summary>What <see cref="Schedule.Plateau"/> has multiplied the rate by so far.</summary>
    public double PlateauFactor { get; set; } = 1;

    /// <summary>Least validation loss that counted as a gain so far.</summary>
    public double PlateauBest { get; set; } = double.PositiveInfinity;

    /// <summary>Epochs since.</summary>
    public int PlateauWait { get; set; }

    /// <summary>η of one step.</summary>
    /// <param name="epoch">Epoch, from 0.</param>
    /// <param name="step">Step, from 0.</param>
    public double At(int epoch, long step)
    {
        var rate = _base * Factor(epoch, step);
        return step + 1 < training.WarmupSteps ? rate * (step + 1) / training.WarmupSteps : rate;
    }

    /// <summary>Takes note of an epoch's validation loss.</summary>
    public void Observe(double validationLoss)
    {
        if (training.Schedule is not Schedule.Plateau plateau)
            return;
        if (validationLoss < PlateauBest - (plateau.Threshold * Math.Abs(PlateauBest)) || double.IsPositiveInfinity(PlateauBest))
        {
            PlateauBest = validationLoss;
            PlateauWait = 0;
            return;
        }

        if (++PlateauWait <= plateau.Patience)
            return;
        PlateauFactor *= plateau.Factor;
        PlateauWait = 0;
    }

    private double Factor(int epoch, long step) => training.Schedule switch
    {
        Schedule.Step s => WholePower.Of(s.Factor, epoch / s.Every),
        Schedule.Exponential e => WholePower.Of(e.Factor, epoch),
        Schedule.Cosine c => c.Floor + ((1 - c.Floor) * HalfCosine((double)step / totalSteps)),
        Schedule.OneCycle o => OneCycle(o, step),
        Schedule.Plateau => PlateauFactor,
        _ => 1,
    };

    private double OneCycle(Schedule.OneCycle cycle, long step)
    {
        var start = 1 / cycle.StartDivisor;
        var end = start / cycle.EndDivisor;
        // The peak is at the step that PyTorch puts it at.
        double last = totalSteps - 1;
        var peak = Math.Max(0, (cycle.Rise * totalSteps) - 1);
        if (step < peak)
            return 1 + ((start - 1) * HalfCosine(step / peak));
        return last > peak ? end + ((1 - end) * HalfCosine((step - peak) / (last - peak))) : 1;
    }

    /// <summary>(1 + cos(πx))/2: from 1 at 0 to 0 at 1.</summary>
    private static double HalfCosine(double x) => (1 + DeterministicMath.Cos(Math.PI * x)) / 2;
}
