using Sweep.Training.Augmenting;
using Sweep.Training.Planning;

namespace Sweep.Training.Running;

/// <summary>What an engine gives the loop. All pointers are to memory of this process, whatever device computes.</summary>
internal abstract unsafe partial class TrainingLoop
{
    /// <summary>Where a batch's samples are put: row by row, rows of as many floats as features, padded.</summary>
    protected abstract float* InputRows { get; }

    /// <summary>A batch's targets, outputs × columns.</summary>
    protected abstract float* Targets { get; }

    /// <summary>A batch's losses after <see cref="EvaluateLoss"/>.</summary>
    protected abstract float* Losses { get; }

    /// <summary>What the output layer yielded, outputs × columns, after <see cref="EvaluateLoss"/>.</summary>
    protected abstract float* Logits { get; }

    /// <summary>All parameters; current after <see cref="Fetch"/>.</summary>
    protected abstract float* Parameters { get; }

    /// <summary>Gradients of all parameters, in the same places, after <see cref="Backward"/>.</summary>
    protected abstract float* Gradients { get; }

    /// <summary>Running statistics of batch normalisations; current after <see cref="Fetch"/>.</summary>
    protected abstract Block Statistics { get; }

    /// <summary>The optimiser's state of all parameters; current after <see cref="Fetch"/>.</summary>
    protected abstract Block OptimizerState { get; }

    /// <summary>The best epoch's parameters; empty where they are not kept.</summary>
    protected abstract Block BestParameters { get; }

    /// <summary>The best epoch's running statistics; empty where they are not kept.</summary>
    protected abstract Block BestStatistics { get; }

    /// <summary>Product of Nadam's momentum schedule so far.</summary>
    protected abstract double MomentumProduct { get; set; }

    /// <summary>What changes training samples; null where nothing does.</summary>
    protected abstract Augmenter? Augmenter { get; }

    /// <summary>What measures activations; null where nothing does.</summary>
    protected abstract ActivationMeter? ActivationMeter { get; }

    /// <summary>Running statistics and the optimiser's state as before the first step.</summary>
    protected abstract void Reset();

    /// <summary>From <see cref="InputRows"/> to the outputs of all layers.</summary>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="columns">Floats from one unit's row to the next: the samples, padded.</param>
    /// <param name="training">Whether dropout acts and normalisations use the batch's own statistics.</param>
    /// <param name="step">The step, which dropout masks are drawn for.</param>
    protected abstract void Forward(int samples, int columns, bool training, uint step);

    /// <summary>From outputs and <see cref="Targets"/> to <see cref="Losses"/> and <see cref="Logits"/>.</summary>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="columns">As in the forward pass.</param>
    /// <param name="gradient">Whether <see cref="Backward"/> will follow.</param>
    protected abstract void EvaluateLoss(int samples, int columns, bool gradient);

    /// <summary>From the mean of <see cref="Losses"/> to <see cref="Gradients"/>.</summary>
    protected abstract void Backward(int samples, int columns);

    /// <summary>Sums of squares of one layer's gradient: of its weights and biases, and of all else in it.</summary>
    protected abstract (double Dense, double Other) GradientSquares(LayerPlan layer);

    /// <summary>Tames gradients before the update.</summary>
    /// <param name="norms">Norm of each layer's gradient, all its parameters.</param>
    protected abstract void Clip(ReadOnlySpan<double> norms);

    /// <summary>What <see cref="Clip"/> multiplied a layer's gradient norm by, all in all; layers from 0.</summary>
    protected abstract double ClipFactor(int layer);

    /// <summary>Updates all parameters.</summary>
    /// <param name="rate">η of the step.</param>
    /// <param name="step">Step, from 1.</param>
    /// <param name="measure">Whether <see cref="SquaredChange"/> is wanted.</param>
    protected abstract void Update(double rate, long step, bool measure);

    /// <summary>Squared L2 norm of the change of a layer's weights in the last step that was measured; layers from 0.</summary>
    protected abstract double SquaredChange(int layer);

    /// <summary>NaN and Inf in the output of a layer after the last forward pass.</summary>
    protected abstract (long NaN, long Infinite) CountNonFiniteOutput(LayerPlan layer, int samples, int columns);

    /// <summary>Gives the meter what the last forward pass left in the hidden layers.</summary>
    protected abstract void AddActivations(ActivationMeter meter, int samples, int columns);

    /// <summary>Measures Jacobian factors after a forward pass in inference over <see cref="JacobianProbe.Samples"/> samples or fewer.</summary>
    protected abstract void MeasureJacobian(int samples, int columns, LayerMeter[] meters);

    /// <summary>Keeps parameters and running statistics as the best ones.</summary>
    protected abstract void KeepBest();

    /// <summary>Brings the best parameters and running statistics back.</summary>
    protected abstract void RestoreBest();

    /// <summary>Brings parameters, statistics and the optimiser's state to this process's memory where they are elsewhere.</summary>
    protected virtual void Fetch()
    {
    }

    /// <summary>Brings them, and the best ones, from this process's memory to where they belong.</summary>
    protected virtual void Deliver()
    {
    }

    /// <summary>Floats somewhere in memory.</summary>
    /// <param name="start">The first.</param>
    /// <param name="floats">How many.</param>
    protected readonly struct Block(float* start, long floats)
    {
        /// <summary>The first.</summary>
        public float* Start => start;

        /// <summary>How many.</summary>
        public long Floats => floats;
    }
}
