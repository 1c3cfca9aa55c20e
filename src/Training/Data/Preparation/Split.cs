namespace Sweep.Training.Data.Preparation;

/// <summary>Numbers of the rows of each set, ascending.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validation">Rows to decide on.</param>
/// <param name="Test">Rows to report on; empty where the source has a test set of its own.</param>
internal sealed record Split(int[] Train, int[] Validation, int[] Test);
