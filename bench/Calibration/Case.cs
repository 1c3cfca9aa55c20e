using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Verdicts;

namespace Sweep.Bench.Calibration;

/// <summary>One configuration of a battery.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Levels">What tells it from the others of its family.</param>
/// <param name="Config">The configuration.</param>
/// <param name="Key">Key of its random numbers.</param>
internal sealed record Case(Family Family, string Levels, TrialConfig Config, RandomKey Key)
{
    /// <summary>What the cause says of a verdict.</summary>
    public Label LabelOf(Verdict verdict)
        => Family.Yes.Contains(verdict) ? Label.Yes : Family.Open.Contains(verdict) ? Label.Open : Label.No;
}
