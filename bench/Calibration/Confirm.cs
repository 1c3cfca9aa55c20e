using Sweep.Core.Configuration;

namespace Sweep.Bench.Calibration;

/// <summary>Quantities that confirm a cause. None is what a rule looks at: they come from the network's start in double precision, from other trainings, or from what was done to the data.</summary>
internal static class Confirm
{
    /// <summary>The construction leaves nothing to confirm.</summary>
    public static bool ByConstruction(Facts facts) => facts.Config.Training.Epochs > 0;

    /// <summary>At the start the first layer's gradient is at most 10⁻⁴ of the last layer's.</summary>
    public static bool Vanishes(Facts facts) => facts.Initial.GradientRatio <= 1e-4;

    /// <summary>At the start the first layer's gradient is a hundredth to a hundred times the last layer's.</summary>
    public static bool EvenGradients(Facts facts) => facts.Initial.GradientRatio is >= 1e-2 and <= 1e2;

    /// <summary>At the start the loss is a thousand times that of guessing.</summary>
    public static bool ExplosiveLoss(Facts facts) => facts.Initial.Loss >= 1e3 * facts.ChanceLoss;

    /// <summary>At the start the first layer's gradient is ten thousand times the last layer's.</summary>
    public static bool ExplosiveGradient(Facts facts) => facts.Initial.GradientRatio >= 1e4;

    /// <summary>At the start some output exceeds float32.</summary>
    public static bool Overflows(Facts facts) => !(facts.Initial.GreatestOutput <= float.MaxValue);

    /// <summary>At the start at least 70 % of some layer's units have no derivative for any sample.</summary>
    public static bool Dead(Facts facts) => facts.Initial.DeadShare.Max() >= 0.7;

    /// <summary>At the start no layer has more than a fifth of such units.</summary>
    public static bool FewDead(Facts facts) => facts.Initial.DeadShare.Max() <= 0.2;

    /// <summary>At the start at least 70 % of some layer's derivatives are under 1 % of the greatest, and gradients are even.</summary>
    public static bool Saturated(Facts facts) => facts.Initial.SaturatedShare.Max() >= 0.7 && facts.Initial.DeadShare.Max() <= 0.2 && EvenGradients(facts);

    /// <summary>
    /// The same where gradients also explode: but not where hardly a unit passes any, since in float32 tanh's derivative is
    /// exactly 0 from 9 on, and what explodes in double precision dies there.
    /// </summary>
    public static bool SaturatedAndExplosive(Facts facts)
        => facts.Initial.SaturatedShare.Max() is >= 0.7 and <= 0.97 && facts.Initial.DeadShare.Max() <= 0.2 && ExplosiveGradient(facts);

    /// <summary>At the start at most 30 % of any layer's derivatives are.</summary>
    public static bool HardlySaturated(Facts facts) => facts.Initial.SaturatedShare.Max() <= 0.3 && EvenGradients(facts);

    /// <summary>The network knows false labels by heart, which nothing but remembering can teach.</summary>
    public static bool Memorised(Facts facts) => facts.Own.Result.TrainScore >= 1 - (facts.Config.Dataset.LabelNoise / 2);

    /// <summary>Ten times as long it still has learnt next to nothing, where an ordinary network learns the data.</summary>
    public static bool NeverLearns(Facts facts)
        => facts.Gain(facts.Longer(10).Result.TrainScore) <= 0.1 && facts.Gain(facts.Control().Result.TrainScore) >= 0.7;

    /// <summary>Twenty times as long the loss is at most 70 % of what it is at the end.</summary>
    public static bool StillLearns(Facts facts) => facts.Longer(20).Result.TrainLoss <= 0.7 * facts.Own.Result.TrainLoss;

    /// <summary>It has learnt at least half of what there is to learn.</summary>
    public static bool Learns(Facts facts) => facts.Gain(facts.Own.Result.TrainScore) >= 0.5;

    /// <summary>Rows that no rule sees are told worse than by guessing, where a twentieth of the learning rate learns the data.</summary>
    public static bool Unlearnt(Facts facts) => facts.Own.Result.TestLoss >= facts.ChanceLoss && facts.Gain(facts.Gentler(20).Result.TestScore) >= 0.5;

    /// <summary>
    /// It has learnt the data, and three times as long leads to no better score on data it has not seen at any epoch: it was
    /// neither too short nor too long. Gradients at the start are even where the reference covers the network.
    /// </summary>
    public static bool Learnt(Facts facts)
    {
        var plain = facts.Config.Model is { Normalization: Normalisation.None, Residual: 0 };
        return facts.Gain(facts.Own.Result.TrainScore) >= 0.7
            && facts.Longer(3).Epochs.Max(e => e.ValidationScore) - facts.Own.Result.ValidationScore <= 0.04
            && (!plain || EvenGradients(facts));
    }
}
