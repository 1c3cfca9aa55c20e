namespace Sweep.Core.Verdicts;

/// <summary>What went before the first NaN, Inf or explosion, in the layer whose gradient norm grew most.</summary>
/// <param name="Layer">That layer.</param>
/// <param name="FirstEpoch">First epoch looked at.</param>
/// <param name="LastEpoch">Last epoch with a finite norm.</param>
/// <param name="From">Gradient norm at the beginning: the mean of the first epoch, or its least where there is but one.</param>
/// <param name="To">Greatest finite gradient norm of the last epoch.</param>
/// <param name="LearningRate">Learning rate of the last epoch's last step.</param>
/// <param name="WeightNorm">Last finite norm of the layer's weights; NaN where not measured.</param>
/// <param name="WeightGrowth">That norm over the first epoch's; NaN where not measured.</param>
/// <param name="LossFrom">Training loss of the first epoch.</param>
/// <param name="LossTo">Last finite training loss.</param>
public sealed record BeforeDivergence(
    int Layer, int FirstEpoch, int LastEpoch, double From, double To, double LearningRate, double WeightNorm, double WeightGrowth, double LossFrom, double LossTo)
{
    /// <summary>How many times the norm grew.</summary>
    public double Growth => To / From;
}
