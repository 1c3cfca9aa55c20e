using Sweep.Core.Results;
using Sweep.Training.Data;

namespace Sweep.Training;

/// <summary>All of a data set that the cost of training on it depends on.</summary>
/// <param name="Task">Classes or numbers.</param>
/// <param name="Features">Features of a sample.</param>
/// <param name="Classes">Classes; 1 for regression.</param>
/// <param name="TrainRows">Rows to train on.</param>
/// <param name="ValidationRows">Rows to decide on.</param>
/// <param name="TestRows">Rows to report on.</param>
/// <param name="Image">Shape of the images, where samples are images.</param>
public readonly record struct DataShape(
    TaskKind Task, int Features, int Classes, int TrainRows, int ValidationRows, int TestRows, ImageShape? Image = null)
{
    /// <summary>The shape of a prepared data set.</summary>
    public static DataShape Of(PreparedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DataShape(data.Task, data.Features, data.Classes, data.Train.Rows, data.Validation.Rows, data.Test.Rows, data.Image);
    }
}
