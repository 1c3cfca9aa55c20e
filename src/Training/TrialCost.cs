using Sweep.Core.Configuration;
using Sweep.Training.Planning;
using Sweep.Training.Running;

namespace Sweep.Training;

/// <summary>What one trial takes at most, told before it runs.</summary>
/// <param name="Flops">
/// Floating-point operations of its matrix products, 2·m·n·k each, and convolutions, 2·k²·c·C at each of the map's pixels: forward, gradient by weights and gradient by inputs
/// (not by the first layer's) of each training sample, forward of each validation sample an epoch, forward of the test set.
/// </param>
/// <param name="Steps">Steps.</param>
/// <param name="WorkingBytes">Memory of its own beside the data; with convolutions an estimate.</param>
/// <param name="Parameters">Trainable numbers.</param>
public readonly record struct TrialCost(double Flops, long Steps, long WorkingBytes, long Parameters)
{
    /// <summary>Of <see cref="Flops"/>, those of each training sample.</summary>
    public double SampleFlops { get; init; }

    /// <summary>Of <see cref="Flops"/>, those of the validation set at each epoch's end.</summary>
    public double ValidationFlops { get; init; }

    /// <summary>The cost of one configuration on a data set of this shape.</summary>
    /// <exception cref="Core.Specs.InvalidInputException">The configuration does not fit the data.</exception>
    public static TrialCost For(TrialConfig config, DataShape data)
    {
        ArgumentNullException.ThrowIfNull(config);
        var training = config.Training;
        var plan = NetworkPlan.For(config, data.Features, data.Classes, data.Task, data.Image);
        var shape = BatchShape.For(
            training.BatchSize, data.TrainRows, Math.Max(data.ValidationRows, data.TestRows), Workspace.LeastEvaluated, Workspace.MostEvaluated);
        PlanChecks.CheckSizes(plan, shape.Capacity);
        var stepsPerEpoch = (data.TrainRows + (long)shape.Batch - 1) / shape.Batch;
        var steps = stepsPerEpoch * training.Epochs;
        if (training.MaxSteps > 0)
            steps = Math.Min(steps, training.MaxSteps);
        var epochs = (steps + stepsPerEpoch - 1) / stepsPerEpoch;
        var (forward, backward) = (0.0, 0.0);
        foreach (var layer in plan.Layers)
        {
            // A convolution is the same product at each place of its kernel.
            double places = layer.Convolution is { } c ? c.MapHeight * c.MapWidth : 1;
            var product = 2.0 * layer.FanIn * layer.Units * places;
            var projection = 2.0 * layer.Projection.Rows * layer.Projection.Columns * places;
            forward += product + projection;
            backward += (layer.Number == 1 ? product : 2 * product) + (layer.SkipFrom == 0 ? projection : 2 * projection);
        }

        var samples = Math.Min((double)data.TrainRows * epochs, (double)steps * shape.Batch);
        return new TrialCost(
            (samples * (forward + backward)) + (forward * (((double)epochs * data.ValidationRows) + data.TestRows)),
            steps,
            plan.Convolutions > 0 ? TensorMemory.Estimate(plan, config, shape.Capacity) : Workspace.Measure(plan, config, shape, data.Image),
            plan.Layers.Sum(layer => layer.Segments.Sum(segment => (long)segment.Rows * segment.Columns)))
        {
            SampleFlops = forward + backward,
            ValidationFlops = forward * data.ValidationRows,
        };
    }
}
