using V = Sweep.Core.Verdicts.Verdict;

namespace Sweep.Bench.Calibration;

/// <summary>The causes, each with the verdicts that follow from it. A battery gives each its configurations.</summary>
internal static class Causes
{
    public static Family Healthy(string spec) => new("healthy", "a recipe from the books, trained until it no longer gains", [V.Healthy], [], Confirm.Learnt, spec);

    public static Family Vanishing(string spec) => new(
        "vanishing", "weights too small for the depth, or a sigmoid's derivative of at most 0.25 a layer", [V.Vanishing], [V.Underfitting], Confirm.Vanishes, spec);

    public static Family Mild(string spec) => new(
        "mild", "gradients that shrink or grow, but less than a hundredfold", [], [V.Healthy, V.Underfitting, V.Overfitting, V.Slow, V.Dead, V.Saturated], Confirm.EvenGradients, spec);

    public static Family Exploding(string spec) => new(
        "exploding", "weights too great for the depth, so that signals grow on their way forward", [V.Exploding], [V.Dead, V.Underfitting, V.Overfitting, V.Diverged, V.Saturated], Confirm.ExplosiveLoss, spec);

    public static Family Chaotic(string spec) => new(
        "chaotic", "weights so great that tanh saturates and gradients grow on their way back", [V.Exploding, V.Saturated], [V.Dead, V.Underfitting, V.Overfitting], Confirm.SaturatedAndExplosive, spec);

    public static Family Awakening(string spec) => new(
        "awakening", "weights so small that nothing is learnt at first and much at once later: gradients leap, and it is no harm", [], [V.Healthy, V.Slow, V.Vanishing, V.Overfitting, V.Underfitting, V.Dead, V.Saturated], Confirm.Learns, spec);

    public static Family Overflow(string spec) => new(
        "overflow", "weights so great that the first forward pass exceeds float32", [V.Diverged, V.Exploding], [], Confirm.Overflows, spec);

    public static Family Unstable(string spec) => new(
        "unstable", "a linear network under squared error and a learning rate above 2 over the greatest curvature, which is at least 2", [V.Diverged, V.Exploding], [], Confirm.ByConstruction, spec);

    public static Family Lost(string spec) => new(
        "lost", "a learning rate that rises all the time and gets too great near the end: what was learnt is lost again", [V.Exploding], [V.Underfitting, V.Dead, V.Saturated, V.Vanishing], Confirm.Unlearnt, spec);

    public static Family DeadLayer(string spec) => new(
        "dead_layer", "a layer of relu whose weights are all negative, after one whose outputs are not: its output is 0 for ever, and the network's is constant", [V.Dead, V.Underfitting], [], Confirm.Dead, spec);

    public static Family DeadUnits(string spec) => new(
        "dead_units", "relu with biases so far below 0 that hardly any sample passes", [V.Dead], [V.Saturated, V.Underfitting, V.Overfitting, V.Slow], Confirm.Dead, spec);

    public static Family FewDead(string spec) => new(
        "few_dead", "relu with biases below 0 which most units' samples pass", [], [V.Healthy, V.Saturated, V.Underfitting, V.Overfitting, V.Slow], Confirm.FewDead, spec);

    public static Family Saturated(string spec) => new(
        "saturated", "weights so great that most activations lie where the derivative is near 0", [V.Saturated], [V.Overfitting, V.Underfitting, V.Slow], Confirm.Saturated, spec);

    public static Family HardlySaturated(string spec) => new(
        "hardly_saturated", "weights great enough that some activations lie there", [], [V.Healthy, V.Overfitting, V.Underfitting, V.Slow], Confirm.HardlySaturated, spec);

    public static Family Overfitting(string spec) => new(
        "overfitting", "false labels that the network learns by heart", [V.Overfitting], [V.Dead, V.Saturated], Confirm.Memorised, spec);

    public static Family Stopped(string spec) => new(
        "stopped", "the same, ended when validation no longer improved", [], [V.Healthy, V.Underfitting, V.Slow], Confirm.ByConstruction, spec);

    public static Family Incapable(string spec) => new(
        "incapable", "a network that cannot tell the classes apart: linear, or held at zero", [V.Underfitting], [V.Vanishing, V.Dead], Confirm.NeverLearns, spec);

    public static Family Slow(string spec) => new(
        "slow", "a learning rate or a number of epochs far too small", [V.Slow], [], Confirm.StillLearns, spec);
}
