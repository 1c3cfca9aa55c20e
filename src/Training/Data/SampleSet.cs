namespace Sweep.Training.Data;

/// <summary>Samples, row by row. Immutable by convention: nothing writes to its arrays once it is made.</summary>
/// <param name="Rows">Number of samples.</param>
/// <param name="Inputs">Features, Rows × features, row-major.</param>
/// <param name="Labels">Class of each sample, from 0; empty for regression.</param>
/// <param name="Targets">Target of each sample, standardised on the training rows; empty for classes.</param>
public sealed record SampleSet(int Rows, float[] Inputs, int[] Labels, float[] Targets);
