using Sweep.Core.Configuration;
using Sweep.Training.Data;
using Sweep.Training.Kernels;
using Sweep.Training.Numerics;
using Sweep.Training.VectorMath;

namespace Sweep.Training.Updating;

/// <summary>The optimiser: its state for every parameter, and one step's numbers that all parameters share.</summary>
internal sealed unsafe class ParameterUpdate
{
    private readonly Optimizer _optimizer;
    private readonly long _parameters;
    private readonly int _slots;
    private double _rate;
    private double _secondary;
    private double _rootCorrection;
    private bool _flag;

    /// <summary>Takes the state's memory.</summary>
    public ParameterUpdate(Optimizer optimizer, long parameters, Arena arena)
    {
        _optimizer = optimizer;
        _parameters = parameters;
        _slots = SlotsOf(optimizer);
        State = arena.Floats(StateFloats);
    }

    /// <summary>State of all parameters, one block of all parameters after another.</summary>
    public float* State { get; }

    /// <summary>Floats of <see cref="State"/>.</summary>
    public long StateFloats => _slots * _parameters;

    /// <summary>Product of Nadam's momentum schedule so far.</summary>
    public double MomentumProduct { get; set; } = 1;

    /// <summary>Decoupled decay where the configuration is silent.</summary>
    public static double DefaultDecay(Optimizer optimizer) => optimizer is Optimizer.AdamW ? 0.01 : 0;

    /// <summary>State as before the first step.</summary>
    public void Reset()
    {
        if (_optimizer is Optimizer.Adagrad { InitialAccumulator: > 0 } adagrad)
            new Span<float>(State, checked((int)StateFloats)).Fill((float)adagrad.InitialAccumulator);
    }

    /// <summary>Begins a step.</summary>
    /// <param name="rate">η of the step.</param>
    /// <param name="step">Step, from 1.</param>
    public void Begin(double rate, long step)
    {
        _rate = rate;
        switch (_optimizer)
        {
            case Optimizer.Sgd sgd:
                _secondary = step == 1 ? 1 : 1 - sgd.Dampening;
                break;
            case Optimizer.Adagrad adagrad:
                _rate = rate / (1 + ((step - 1) * adagrad.LrDecay));
                break;
            case Optimizer.AdamFamily adam:
                BeginAdam(adam, rate, step);
                break;
        }
    }

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
            Optimizer.Sgd { Momentum: 0 } => OptimizerKernels.Sgd(scalars, w, g, length, _rate, measure),
            Optimizer.Sgd o => OptimizerKernels.SgdMomentum(scalars, w, g, s0, length, _rate, o.Momentum, _secondary, o.Nesterov, measure),
            Optimizer.Adagrad o => OptimizerKernels.Adagrad(scalars, w, g, s0, length, _rate, o.Epsilon, measure),
            Optimizer.RmsProp o => OptimizerKernels.RmsProp(
                scalars, w, g, s0, o.Centered ? s1 : null, o.Momentum > 0 ? (o.Centered ? s2 : s1) : null, length, _rate, o.Alpha, o.Epsilon, o.Momentum, measure),
            Optimizer.Adadelta o => OptimizerKernels.Adadelta(scalars, w, g, s0, s1, length, _rate, o.Rho, o.Epsilon, measure),
            Optimizer.AmsGrad o => OptimizerKernels.AmsGrad(scalars, w, g, s0, s1, s2, length, _rate, o.Beta1, o.Beta2, _rootCorrection, o.Epsilon, measure),
            Optimizer.Nadam o => OptimizerKernels.Nadam(scalars, w, g, s0, s1, length, _rate, _secondary, o.Beta1, o.Beta2, _rootCorrection, o.Epsilon, measure),
            Optimizer.RAdam o => OptimizerKernels.RAdam(scalars, w, g, s0, s1, length, _rate, _flag, o.Beta1, o.Beta2, o.Epsilon, measure),
            Optimizer.AdamFamily o => OptimizerKernels.Adam(scalars, w, g, s0, s1, length, _rate, o.Beta1, o.Beta2, _rootCorrection, o.Epsilon, measure),
            Optimizer.Lion o => OptimizerKernels.Lion(scalars, w, g, s0, length, _rate, o.Beta1, o.Beta2, measure),
            _ => throw new InvalidOperationException($"No kernel updates by {_optimizer}."),
        };
    }

    private static int SlotsOf(Optimizer optimizer) => optimizer switch
    {
        Optimizer.Sgd sgd => sgd.Momentum > 0 ? 1 : 0,
        Optimizer.Adagrad or Optimizer.Lion => 1,
        Optimizer.RmsProp rms => 1 + (rms.Centered ? 1 : 0) + (rms.Momentum > 0 ? 1 : 0),
        Optimizer.AmsGrad => 3,
        _ => 2,
    };

    // Formulas: torch.optim's documentation, which OptimizerKernels repeats.
    private void BeginAdam(Optimizer.AdamFamily adam, double rate, long step)
    {
        var power1 = WholePower.Of(adam.Beta1, step);
        var power2 = WholePower.Of(adam.Beta2, step);
        _rootCorrection = Math.Sqrt(1 - power2);
        _rate = rate / (1 - power1);
        if (adam is Optimizer.Nadam nadam)
        {
            var momentum = NadamMomentum(nadam, step);
            var next = NadamMomentum(nadam, step + 1);
            MomentumProduct *= momentum;
            _rate = rate * (1 - momentum) / (1 - MomentumProduct);
            _secondary = rate * next / (1 - (MomentumProduct * next));
        }
        else if (adam is Optimizer.RAdam)
        {
            var limit = (2 / (1 - adam.Beta2)) - 1;
            var length = limit - (2 * step * power2 / (1 - power2));
            _flag = length > 5;
            if (_flag)
                _rate *= _rootCorrection * Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
        }
    }

    private static double NadamMomentum(Optimizer.Nadam nadam, long step)
        => nadam.Beta1 * (1 - (0.5 * DeterministicMath.Exp(step * nadam.MomentumDecay * DeterministicMath.Log(0.96))));
}
