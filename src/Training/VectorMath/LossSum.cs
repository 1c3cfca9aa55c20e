namespace Sweep.Training.VectorMath;

/// <summary>What a loss kernel adds up over its rows.</summary>
/// <param name="Loss">Sum of the rows' losses.</param>
/// <param name="Correct">Rows predicted right; 0 for regression.</param>
public readonly record struct LossSum(double Loss, int Correct);
