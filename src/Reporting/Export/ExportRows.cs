using Sweep.Core.Results;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>The rows of the exported tables, field by field in the order of <see cref="ExportColumns"/>.</summary>
public static class ExportRows
{
    private const int FieldsOfResult = 24;

    /// <summary>Adds the fields of a trial's row.</summary>
    public static void AddTrial(IRowWriter row, SweepPlan plan, IReadOnlyList<ExportFactor> factors, TrialTelemetry trial)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(trial);
        var definition = plan.Trial(trial.Trial.Index);
        row.Add(definition.Index).Add(definition.Combination.Index).Add((long)definition.Replicate);
        for (var f = 0; f < factors.Count; f++)
            row.AddLevel(definition.Combination.Levels[f], factors[f].NumberOf(definition.Combination.Levels[f]));
        row.Add(definition.Key.Value).Add((long)trial.Trial.Attempt);
        if (trial.Trial.Finished is not { } finished)
        {
            row.AddEmpty(FieldsOfResult);
            return;
        }

        var result = finished.Result;
        row.Add(Names.Of(result.Outcome)).Add(result.End is { } end ? Names.Of(end) : "").Add(SweepResults.Judge(plan, trial).Names)
            .Add((long)result.Epochs).Add(result.Steps).Add(result.Samples).Add((long)result.BestEpoch)
            .Add(result.TrainLoss).Add(result.TrainScore)
            .Add(result.ValidationLoss).Add(result.ValidationScore)
            .Add(result.TestLoss).Add(result.TestScore)
            .Add(result.DivergedStep).Add((long)result.DivergedLayer).Add(result.Detail)
            .Add(finished.Started).Add(finished.Seconds).Add(finished.Worker).Add(result.WeightsHash).Add(finished.Digest)
            .Add(result.TrainTopK).Add(result.ValidationTopK).Add(result.TestTopK);
    }

    /// <summary>Adds the fields of an epoch's row.</summary>
    public static void AddEpoch(IRowWriter row, long trial, EpochReport epoch)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(epoch);
        row.Add(trial).Add((long)epoch.Epoch).Add(epoch.Steps)
            .Add(epoch.TrainLoss).Add(epoch.TrainScore).Add(epoch.ValidationLoss).Add(epoch.ValidationScore)
            .Add(epoch.LearningRate)
            .Add(epoch.TrainTopK).Add(epoch.ValidationTopK);
    }

    /// <summary>Adds the fields of a layer's row.</summary>
    public static void AddLayer(IRowWriter row, long trial, int epoch, LayerReport layer)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(layer);
        row.Add(trial).Add((long)epoch).Add((long)layer.Layer)
            .Add(layer.GradientNormMin).Add(layer.GradientNormMean).Add(layer.GradientNormMax)
            .Add(layer.NanCount).Add(layer.InfCount)
            .Add(layer.WeightNorm).Add(layer.UpdateRatio).Add(layer.ActivationMean).Add(layer.ActivationStd)
            .Add(layer.SaturatedShare).Add(layer.DeadShare)
            .Add(layer.ClipRate).Add(layer.ClipFactor).Add(layer.JacobianNorm).Add(layer.JacobianBound)
            .Add(layer.Histogram);
    }
}
