using Sweep.Core.Configuration;
using Sweep.Training.Data;
using Sweep.Training.Numerics;

namespace Sweep.Training.Updating;

/// <summary>One step's numbers that all parameters share, by the formulas of torch.optim's documentation.</summary>
/// <param name="optimizer">The update rule.</param>
internal sealed class OptimizerStep(Optimizer optimizer)
{
    /// <summary>Step size of the rule: η with what corrects the bias of means.</summary>
    public double Rate { get; private set; }

    /// <summary>What the rule needs beside: the gradient's share in SGD's velocity, the step size of Nadam's momentum.</summary>
    public double Secondary { get; private set; }

    /// <summary>√(1 − β₂ᵗ), which the root of the mean square is divided by.</summary>
    public double RootCorrection { get; private set; }

    /// <summary>Whether RAdam's step is scaled by the mean square already.</summary>
    public bool IsRectified { get; private set; }

    /// <summary>Product of Nadam's momentum schedule so far.</summary>
    public double MomentumProduct { get; set; } = 1;

    /// <summary>Blocks of floats, each as large as all parameters, that a rule keeps.</summary>
    public int Slots { get; } = optimizer switch
    {
        Optimizer.Sgd sgd => sgd.Momentum > 0 ? 1 : 0,
        Optimizer.Adagrad or Optimizer.Lion => 1,
        Optimizer.RmsProp rms => 1 + (rms.Centered ? 1 : 0) + (rms.Momentum > 0 ? 1 : 0),
        Optimizer.AmsGrad => 3,
        _ => 2,
    };

    /// <summary>What all floats of the state are before the first step.</summary>
    public float InitialState { get; } = optimizer is Optimizer.Adagrad adagrad ? (float)adagrad.InitialAccumulator : 0;

    /// <summary>Begins a step.</summary>
    /// <param name="rate">η of the step.</param>
    /// <param name="step">Step, from 1.</param>
    public void Begin(double rate, long step)
    {
        Rate = rate;
        switch (optimizer)
        {
            case Optimizer.Sgd sgd:
                Secondary = step == 1 ? 1 : 1 - sgd.Dampening;
                break;
            case Optimizer.Adagrad adagrad:
                Rate = rate / (1 + ((step - 1) * adagrad.LrDecay));
                break;
            case Optimizer.AdamFamily adam:
                BeginAdam(adam, rate, step);
                break;
        }
    }

    private void BeginAdam(Optimizer.AdamFamily adam, double rate, long step)
    {
        var power1 = WholePower.Of(adam.Beta1, step);
        var power2 = WholePower.Of(adam.Beta2, step);
        RootCorrection = Math.Sqrt(1 - power2);
        Rate = rate / (1 - power1);
        if (adam is Optimizer.Nadam nadam)
        {
            var momentum = NadamMomentum(nadam, step);
            var next = NadamMomentum(nadam, step + 1);
            MomentumProduct *= momentum;
            Rate = rate * (1 - momentum) / (1 - MomentumProduct);
            Secondary = rate * next / (1 - (MomentumProduct * next));
        }
        else if (adam is Optimizer.RAdam)
        {
            var limit = (2 / (1 - adam.Beta2)) - 1;
            var length = limit - (2 * step * power2 / (1 - power2));
            IsRectified = length > 5;
            if (IsRectified)
                Rate *= RootCorrection * Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
        }
    }

    private static double NadamMomentum(Optimizer.Nadam nadam, long step)
        => nadam.Beta1 * (1 - (0.5 * DeterministicMath.Exp(step * nadam.MomentumDecay * DeterministicMath.Log(0.96))));
}
