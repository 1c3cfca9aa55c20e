using Sweep.Core.Configuration;
using Sweep.Training.Kernels;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Updating;

/// <summary>The optimiser: its state for every parameter, and one step's numbers that all parameters share.</summary>
internal sealed unsafe class ParameterUpdate
{
    private readonly Optimizer _optimizer;
    private readonly long _parameters;
    private readonly OptimizerStep _step;

    /// <summary>Takes the state's memory.</summary>
    public ParameterUpdate(Optimizer optimizer, long parameters, Arena arena)
    {
        _optimizer = optimizer;
        _parameters = parameters;
        _step = new OptimizerStep(optimizer);
        State = arena.Floats(StateFloats);
    }

    /// <summary>State of all parameters, one block of all parameters after another.</summary>
    public float* State { get; }

    /// <summary>Floats of <see cref="State"/>.</summary>
    public long StateFloats => _step.Slots * _parameters;

    /// <summary>Product of Nadam's momentum schedule so far.</summary>
    public double MomentumProduct
    {
        get => _step.MomentumProduct;
        set => _step.MomentumProduct = value;
    }

    /// <summary>Decoupled decay where the configuration is silent.</summary>
    public static double DefaultDecay(Optimizer optimizer) => optimizer is Optimizer.AdamW ? 0.01 : 0;

    /// <summary>State as before the first step.</summary>
    public void Reset()
    {
        if (_step.InitialState > 0)
            new Span<float>(State, checked((int)StateFloats)).Fill(_step.InitialState);
    }

    /// <summary>Begins a step.</summary>
    /// <param name="rate">η of the step.</param>
    /// <param name="step">Step, from 1.</param>
    public void Begin(double rate, long step) => _step.Begin(rate, step);

    /// <summary>Updates parameters from <paramref name="offset"/> on.</summary>
    /// <returns>The squared L2 norm of their change, where measured.</returns>
    public double Apply(in UpdateScalars scalars, float* parameters, float* gradients, long offset, int length, bool measure)
    {
        var w = parameters + offset;
        var g = gradients + offset;
        var s0 = State + offset;
        var s1 = s0 + _parameters;
        var s2 = s1 + _parameters;
        return _optimizer switch
        {
            Optimizer.Sgd { Momentum: 0 } => OptimizerKernels.Sgd(scalars, w, g, length, _step.Rate, measure),
            Optimizer.Sgd o => OptimizerKernels.SgdMomentum(scalars, w, g, s0, length, _step.Rate, o.Momentum, _step.Secondary, o.Nesterov, measure),
            Optimizer.Adagrad o => OptimizerKernels.Adagrad(scalars, w, g, s0, length, _step.Rate, o.Epsilon, measure),
            Optimizer.RmsProp o => OptimizerKernels.RmsProp(
                scalars, w, g, s0, o.Centered ? s1 : null, o.Momentum > 0 ? (o.Centered ? s2 : s1) : null, length, _step.Rate, o.Alpha, o.Epsilon, o.Momentum, measure),
            Optimizer.Adadelta o => OptimizerKernels.Adadelta(scalars, w, g, s0, s1, length, _step.Rate, o.Rho, o.Epsilon, measure),
            Optimizer.AmsGrad o => OptimizerKernels.AmsGrad(scalars, w, g, s0, s1, s2, length, _step.Rate, o.Beta1, o.Beta2, _step.RootCorrection, o.Epsilon, measure),
            Optimizer.Nadam o => OptimizerKernels.Nadam(scalars, w, g, s0, s1, length, _step.Rate, _step.Secondary, o.Beta1, o.Beta2, _step.RootCorrection, o.Epsilon, measure),
            Optimizer.RAdam o => OptimizerKernels.RAdam(scalars, w, g, s0, s1, length, _step.Rate, _step.IsRectified, o.Beta1, o.Beta2, o.Epsilon, measure),
            Optimizer.AdamFamily o => OptimizerKernels.Adam(scalars, w, g, s0, s1, length, _step.Rate, o.Beta1, o.Beta2, _step.RootCorrection, o.Epsilon, measure),
            Optimizer.Lion o => OptimizerKernels.Lion(scalars, w, g, s0, length, _step.Rate, o.Beta1, o.Beta2, measure),
            _ => throw new InvalidOperationException($"No kernel updates by {_optimizer}."),
        };
    }
}
