using Sweep.Core.Configuration;
using Sweep.Training.Planning;

namespace Sweep.Training.Running;

/// <summary>Numbers of samples that a training handles at a time.</summary>
/// <param name="Batch">Samples of a step.</param>
/// <param name="Evaluation">Samples evaluated at a time.</param>
internal readonly record struct BatchShape(int Batch, int Evaluation)
{
    /// <summary>Columns that buffers need.</summary>
    public int Capacity => NetworkPlan.Pad(Math.Max(Batch, Evaluation));

    /// <summary>For a training set and the larger of the other two.</summary>
    /// <param name="size">Samples per step.</param>
    /// <param name="trainRows">Rows of the training set.</param>
    /// <param name="otherRows">Rows of the larger of the other two sets.</param>
    /// <param name="least">Samples evaluated at a time where a training batch is not larger.</param>
    /// <param name="most">Most samples evaluated at a time.</param>
    public static BatchShape For(BatchSize size, int trainRows, int otherRows, int least, int most)
    {
        var batch = size.For(trainRows);
        return new BatchShape(batch, Math.Max(1, Math.Min(otherRows, Math.Clamp(batch, least, most))));
    }
}
