using Sweep.Core.Results;
using Sweep.Training.Running;

namespace Sweep.Torch.Tests;

/// <summary>All that a training showed.</summary>
internal sealed record Trained(IReadOnlyList<double> Losses, IReadOnlyList<EpochReport> Reports, TrialResult Result)
{
    public static Trained By(TrainingLoop run)
    {
        using (run)
        {
            var losses = new List<double>();
            var reports = new List<EpochReport>();
            run.StepLoss = losses.Add;
            while (run.NextEpoch(TestContext.Current.CancellationToken))
                reports.Add(run.Report);
            return new Trained(losses, reports, run.Finish());
        }
    }

    public string Digest => Battery.Digest(Reports, Result);
}
