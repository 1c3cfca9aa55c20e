using Sweep.Core.Results;

namespace Sweep.Reporting.Report;

/// <summary>
/// A trial's learning curve, thinned by halves: every 2^k-th epoch with the least k that leaves at most
/// <see cref="Greatest"/>, and always the first and the last, so that curves of any length share their epochs.
/// </summary>
/// <param name="Stride">2^k.</param>
/// <param name="Epochs">The epochs kept, ascending.</param>
/// <param name="Validation">The objective's metric on the validation set in each; NaN where it was not measured.</param>
/// <param name="Train">The same metric on the training batches.</param>
public sealed record TrialCurve(int Stride, IReadOnlyList<int> Epochs, IReadOnlyList<float> Validation, IReadOnlyList<float> Train)
{
    /// <summary>Greatest number of epochs kept, beside the first and the last.</summary>
    public const int Greatest = 64;

    /// <summary>The curve of one trial.</summary>
    public static TrialCurve Of(IReadOnlyList<EpochReport> epochs, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        var stride = 1;
        while (epochs.Count / stride > Greatest)
            stride *= 2;
        var kept = epochs.Where((e, i) => i == 0 || i == epochs.Count - 1 || e.Epoch % stride == 0).ToList();
        return new(stride, [.. kept.Select(e => e.Epoch)], [.. kept.Select(e => (float)ValidationOf(e, metric))], [.. kept.Select(e => (float)TrainOf(e, metric))]);
    }

    /// <summary>The value that stands at an epoch: of that epoch, or where the trial had ended, its last.</summary>
    public float ValidationAt(int epoch)
    {
        var last = float.NaN;
        for (var i = 0; i < Epochs.Count && Epochs[i] <= epoch; i++)
            last = Validation[i];
        return last;
    }

    private static double ValidationOf(EpochReport epoch, Metric metric) => metric switch
    {
        Metric.ValidationLoss or Metric.TrainLoss => epoch.ValidationLoss,
        Metric.ValidationTopK or Metric.TrainTopK => epoch.ValidationTopK,
        _ => epoch.ValidationScore,
    };

    private static double TrainOf(EpochReport epoch, Metric metric) => metric switch
    {
        Metric.ValidationLoss or Metric.TrainLoss => epoch.TrainLoss,
        Metric.ValidationTopK or Metric.TrainTopK => epoch.TrainTopK,
        _ => epoch.TrainScore,
    };
}
