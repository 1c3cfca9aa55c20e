namespace Sweep.Training.Data.Idx;

/// <summary>The content of an IDX file.</summary>
/// <param name="Sizes">Its dimensions, the slowest first.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record IdxArray(int[] Sizes, byte[] Bytes);
