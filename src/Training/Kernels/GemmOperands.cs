namespace Sweep.Training.Kernels;

/// <summary>What all tiles of one matrix product share. All strides count floats.</summary>
/// <param name="K">Length of the sums.</param>
/// <param name="RowA">From one row of A to the next.</param>
/// <param name="StepA">From one element of a row of A to the next.</param>
/// <param name="StrideB">From one row of B to the next.</param>
/// <param name="StrideC">From one row of C to the next.</param>
/// <param name="Accumulate">Whether the sums go on from what C holds; otherwise they start at the bias, or at 0.</param>
internal readonly record struct GemmOperands(nint K, nint RowA, nint StepA, nint StrideB, nint StrideC, bool Accumulate);
