namespace Sweep.Training.Data;

/// <summary>Rows as they were read or generated.</summary>
/// <param name="Features">Their features.</param>
/// <param name="Labels">Class of each row, from 0; empty for regression.</param>
/// <param name="Targets">Target of each row; empty for classes.</param>
internal sealed record RawRows(FeatureTable Features, int[] Labels, double[] Targets)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Features.Rows;

    /// <summary>Memory that the rows take.</summary>
    public long Bytes => Features.Bytes + (long)Labels.Length * sizeof(int) + (long)Targets.Length * sizeof(double);
}
