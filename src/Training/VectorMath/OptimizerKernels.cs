using Sweep.Training.VectorMath.Optimizers;

namespace Sweep.Training.VectorMath;

/// <summary>
/// One pass over a block of n parameters for each optimiser: gradient shaped by <see cref="UpdateScalars"/>, state and weights updated
/// in place, the gradient left as it was. Formulas are those of PyTorch's documentation (torch.optim), ε outside the root unless said
/// otherwise. Scalars that depend on the step come in double and are rounded to float once. Division and square root are IEEE's, so
/// results are the same bits at every vector width. Every method returns the squared L2 norm of the block's change (in double,
/// in the tree of <see cref="Reductions"/>) where <c>measure</c> is set, else 0; not measuring costs nothing.
/// </summary>
public static unsafe class OptimizerKernels
{
    /// <summary>w −= rate·g.</summary>
    public static double Sgd(in UpdateScalars scalars, float* w, float* g, int n, double rate, bool measure)
        => UpdateLoop.Run(new PlainSgdRule((float)rate), scalars, w, g, null, null, null, n, measure);

    /// <summary>
    /// v = momentum·v + gain·g; w −= rate·v, with Nesterov w −= rate·(g + momentum·v). gain is 1 − dampening, but 1 in the first
    /// step (PyTorch starts v at g), when v is 0.
    /// </summary>
    public static double SgdMomentum(in UpdateScalars scalars, float* w, float* g, float* v, int n, double rate, double momentum, double gain, bool nesterov, bool measure)
        => nesterov
            ? UpdateLoop.Run(new NesterovRule((float)rate, (float)momentum, (float)gain), scalars, w, g, v, null, null, n, measure)
            : UpdateLoop.Run(new SgdRule((float)rate, (float)momentum, (float)gain), scalars, w, g, v, null, null, n, measure);

    /// <summary>sum += g²; w −= rate·g/(√sum + ε). rate is η/(1 + (step−1)·lr_decay); sum starts at initial_accumulator.</summary>
    public static double Adagrad(in UpdateScalars scalars, float* w, float* g, float* sum, int n, double rate, double epsilon, bool measure)
        => UpdateLoop.Run(new AdagradRule((float)rate, (float)epsilon), scalars, w, g, sum, null, null, n, measure);

    /// <summary>
    /// square = α·square + (1−α)g²; d = √square + ε, centred d = √(square − mean²) + ε with mean += (1−α)(g − mean);
    /// w −= rate·g/d, or with velocity v = momentum·v + g/d; w −= rate·v. mean is null where not centred, velocity null without momentum.
    /// </summary>
    public static double RmsProp(in UpdateScalars scalars, float* w, float* g, float* square, float* mean, float* velocity, int n, double rate, double alpha, double epsilon, double momentum, bool measure)
    {
        var (r, a, rest, e, m) = ((float)rate, (float)alpha, (float)(1 - alpha), (float)epsilon, (float)momentum);
        if (mean == null)
        {
            return velocity == null
                ? UpdateLoop.Run(new RmsPropRule(r, a, rest, e), scalars, w, g, square, null, null, n, measure)
                : UpdateLoop.Run(new RmsPropMomentumRule(r, a, rest, e, m), scalars, w, g, square, velocity, null, n, measure);
        }

        return velocity == null
            ? UpdateLoop.Run(new RmsPropCenteredRule(r, a, rest, e), scalars, w, g, square, mean, null, n, measure)
            : UpdateLoop.Run(new RmsPropCenteredMomentumRule(r, a, rest, e, m), scalars, w, g, square, mean, velocity, n, measure);
    }

    /// <summary>square = ρ·square + (1−ρ)g²; d = g·√(delta + ε)/√(square + ε); delta = ρ·delta + (1−ρ)d²; w −= rate·d.</summary>
    public static double Adadelta(in UpdateScalars scalars, float* w, float* g, float* square, float* delta, int n, double rate, double rho, double epsilon, bool measure)
        => UpdateLoop.Run(new AdadeltaRule((float)rate, (float)rho, (float)(1 - rho), (float)epsilon), scalars, w, g, square, delta, null, n, measure);

    /// <summary>
    /// m += (1−β₁)(g − m); v = β₂v + (1−β₂)g²; w −= stepSize·m/(√v/rootCorrection + ε), where stepSize is η/(1 − β₁ᵗ) and
    /// rootCorrection √(1 − β₂ᵗ), t the step from 1. AdamW is this with <see cref="UpdateScalars.Decay"/>.
    /// </summary>
    public static double Adam(in UpdateScalars scalars, float* w, float* g, float* m, float* v, int n, double stepSize, double beta1, double beta2, double rootCorrection, double epsilon, bool measure)
        => UpdateLoop.Run(new AdamRule((float)stepSize, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)rootCorrection, (float)epsilon), scalars, w, g, m, v, null, n, measure);

    /// <summary><see cref="Adam"/> with the greatest v so far in place of v.</summary>
    public static double AmsGrad(in UpdateScalars scalars, float* w, float* g, float* m, float* v, float* greatest, int n, double stepSize, double beta1, double beta2, double rootCorrection, double epsilon, bool measure)
        => UpdateLoop.Run(new AmsGradRule((float)stepSize, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)rootCorrection, (float)epsilon), scalars, w, g, m, v, greatest, n, measure);

    /// <summary>
    /// m and v as <see cref="Adam"/>; d = √v/rootCorrection + ε; w −= gradientStep·g/d + momentumStep·m/d. With
    /// μₜ = β₁(1 − 0.96^(t·momentum_decay)/2): gradientStep is η(1 − μₜ)/(1 − Π_{i≤t} μᵢ), momentumStep ημₜ₊₁/(1 − Π_{i≤t+1} μᵢ).
    /// </summary>
    public static double Nadam(in UpdateScalars scalars, float* w, float* g, float* m, float* v, int n, double gradientStep, double momentumStep, double beta1, double beta2, double rootCorrection, double epsilon, bool measure)
        => UpdateLoop.Run(new NadamRule((float)gradientStep, (float)momentumStep, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)rootCorrection, (float)epsilon), scalars, w, g, m, v, null, n, measure);

    /// <summary>
    /// m and v as <see cref="Adam"/>; rectified w −= stepSize·m/(√v + ε), else w −= stepSize·m. With ρ∞ = 2/(1−β₂) − 1 and
    /// ρₜ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ): rectified where ρₜ > 5, and then stepSize is
    /// η/(1 − β₁ᵗ)·√(1 − β₂ᵗ)·√((ρₜ−4)(ρₜ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρₜ)); else η/(1 − β₁ᵗ).
    /// </summary>
    public static double RAdam(in UpdateScalars scalars, float* w, float* g, float* m, float* v, int n, double stepSize, bool rectified, double beta1, double beta2, double epsilon, bool measure)
        => rectified
            ? UpdateLoop.Run(new RAdamRule((float)stepSize, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)epsilon), scalars, w, g, m, v, null, n, measure)
            : UpdateLoop.Run(new RAdamUnrectifiedRule((float)stepSize, (float)(1 - beta1), (float)beta2, (float)(1 - beta2)), scalars, w, g, m, v, null, n, measure);

    /// <summary>w −= rate·sign(β₁m + (1−β₁)g); m = β₂m + (1−β₂)g (Chen et al. 2023, algorithm 2; decay by <see cref="UpdateScalars.Decay"/>).</summary>
    public static double Lion(in UpdateScalars scalars, float* w, float* g, float* m, int n, double rate, double beta1, double beta2, bool measure)
        => UpdateLoop.Run(new LionRule((float)rate, (float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2)), scalars, w, g, m, null, null, n, measure);
}
