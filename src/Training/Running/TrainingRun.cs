using Sweep.Core.Configuration;
using Sweep.Training.Augmenting;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Network;
using Sweep.Training.Planning;
using Sweep.Training.Updating;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Running;

/// <summary>One training by the kernels of this room.</summary>
internal sealed unsafe class TrainingRun : TrainingLoop
{
    private readonly Workspace _workspace;
    private readonly DenseNetwork _network;
    private readonly GradientClip _clip;
    private readonly WeightUpdate _update;

    private TrainingRun(TrialConfig config, PreparedData data, RandomDraws draws, ArenaPool pool)
        : base(PlanChecks.CheckEngine(config, Engine.Native), data, draws, static _ => (Workspace.LeastEvaluated, Workspace.MostEvaluated))
    {
        _workspace = Workspace.Allocate(Plan, config, draws, Shape, data.Image, pool);
        _network = _workspace.Network;
        _clip = new GradientClip(config.Training.Clip, Plan);
        _update = new WeightUpdate(config.Training, Plan, _workspace.Update, _workspace.WeightsBefore);
    }

    /// <summary>The network that is trained.</summary>
    internal DenseNetwork Network => _network;

    /// <inheritdoc/>
    protected override float* InputRows => _network.InputRows;

    /// <inheritdoc/>
    protected override float* Targets => _workspace.Targets;

    /// <inheritdoc/>
    protected override float* Losses => _workspace.Losses;

    /// <inheritdoc/>
    protected override float* Logits => _network.Logits;

    /// <inheritdoc/>
    protected override float* Parameters => _network.Parameters;

    /// <inheritdoc/>
    protected override float* Gradients => _network.Gradients;

    /// <inheritdoc/>
    protected override Block Statistics => new(_network.Statistics.Values, _network.Statistics.Floats);

    /// <inheritdoc/>
    protected override Block OptimizerState => new(_workspace.Update.State, _workspace.Update.StateFloats);

    /// <inheritdoc/>
    protected override Block BestParameters => new(_workspace.BestParameters, RestoresBest ? Plan.ParameterFloats : 0);

    /// <inheritdoc/>
    protected override Block BestStatistics => new(_workspace.BestStatistics, RestoresBest ? _network.Statistics.Floats : 0);

    /// <inheritdoc/>
    protected override double MomentumProduct
    {
        get => _workspace.Update.MomentumProduct;
        set => _workspace.Update.MomentumProduct = value;
    }

    /// <inheritdoc/>
    protected override Augmenter? Augmenter => _workspace.Augmenter;

    /// <inheritdoc/>
    protected override ActivationMeter? ActivationMeter => _workspace.Activations;

    /// <summary>A training before its first step.</summary>
    public static TrainingRun Start(TrialConfig config, PreparedData data, RandomDraws draws, ArenaPool pool)
    {
        var run = new TrainingRun(config, data, draws, pool);
        run.Initialise();
        return run;
    }

    /// <summary>A training at the point where <see cref="TrainingLoop.Save"/> was called.</summary>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or belongs to another training.</exception>
    public static TrainingRun Resume(TrialConfig config, PreparedData data, RandomDraws draws, ArenaPool pool, ReadOnlySpan<byte> checkpoint)
    {
        var run = new TrainingRun(config, data, draws, pool);
        run.Continue(checkpoint);
        return run;
    }

    /// <inheritdoc/>
    public override void Dispose() => _workspace.Dispose();

    /// <inheritdoc/>
    protected override void Reset()
    {
        _network.Statistics.Reset();
        _workspace.Update.Reset();
    }

    /// <inheritdoc/>
    protected override void Forward(int samples, int columns, bool training, uint step) => _network.Forward(samples, columns, training, step);

    /// <inheritdoc/>
    protected override void EvaluateLoss(int samples, int columns, bool gradient)
        => _workspace.Loss.Evaluate(_network.Logits, _workspace.Targets, columns, _workspace.Losses, gradient ? _network.LogitGradient : null, samples);

    /// <inheritdoc/>
    protected override void Backward(int samples, int columns) => _network.Backward(samples, columns);

    /// <inheritdoc/>
    protected override (double Dense, double Other) GradientSquares(LayerPlan layer)
    {
        var dense = _network.WeightSquares[layer.Number - 1]
            + Norms.SumOfSquares(_network.Gradients + layer.Bias.Offset, checked((int)layer.Bias.Length));
        var other = layer.Length > layer.DenseLength
            ? Norms.SumOfSquares(_network.Gradients + layer.Start + layer.DenseLength, checked((int)(layer.Length - layer.DenseLength)))
            : 0;
        return (dense, other);
    }

    /// <inheritdoc/>
    protected override void Clip(ReadOnlySpan<double> norms) => _clip.Apply(_network.Gradients, _network.Parameters, norms);

    /// <inheritdoc/>
    protected override double ClipFactor(int layer) => _clip.Factors[layer];

    /// <inheritdoc/>
    protected override void Update(double rate, long step, bool measure)
        => _update.Apply(_network.Parameters, _network.Gradients, _clip.Scales, rate, step, measure);

    /// <inheritdoc/>
    protected override double SquaredChange(int layer) => _update.SquaredChanges[layer];

    /// <inheritdoc/>
    protected override (long NaN, long Infinite) CountNonFiniteOutput(LayerPlan layer, int samples, int columns)
    {
        var block = _network.Buffers(layer.Number).Output;
        var (nan, infinite) = (0L, 0L);
        for (var row = 0; row < layer.Outputs; row++)
        {
            var counts = Reductions.CountNonFinite(block + ((long)row * columns), samples);
            nan += counts.NaN;
            infinite += counts.Infinite;
        }

        return (nan, infinite);
    }

    /// <inheritdoc/>
    protected override void AddActivations(ActivationMeter meter, int samples, int columns)
    {
        meter.Begin(samples);
        foreach (var layer in Plan.Layers)
        {
            if (!layer.IsHidden)
                continue;
            var buffers = _network.Buffers(layer.Number);
            meter.Add(layer, _network.ActivationParameter(layer), buffers.PreActivation, buffers.Activated, samples, columns);
        }
    }

    /// <inheritdoc/>
    protected override void MeasureJacobian(int samples, int columns, LayerMeter[] meters) => _workspace.Jacobian!.Measure(_network, samples, columns, meters);

    /// <inheritdoc/>
    protected override void KeepBest()
    {
        Copy(_network.Parameters, _workspace.BestParameters, Plan.ParameterFloats);
        Copy(_network.Statistics.Values, _workspace.BestStatistics, _network.Statistics.Floats);
    }

    /// <inheritdoc/>
    protected override void RestoreBest()
    {
        Copy(_workspace.BestParameters, _network.Parameters, Plan.ParameterFloats);
        Copy(_workspace.BestStatistics, _network.Statistics.Values, _network.Statistics.Floats);
    }

    private static void Copy(float* from, float* to, long floats)
        => Buffer.MemoryCopy(from, to, floats * sizeof(float), floats * sizeof(float));
}
