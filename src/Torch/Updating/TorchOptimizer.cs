using Sweep.Core.Configuration;
using Sweep.Torch.Network;
using Sweep.Training.Updating;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch.Updating;

/// <summary>
/// The update rules on flat blocks, by the formulas that PyTorch documents. TorchSharp's own optimisers are not used: some of
/// them differ from those formulas (docs/engines.md), and each works on one parameter after another.
/// </summary>
internal sealed class TorchOptimizer : IDisposable
{
    private readonly Optimizer _optimizer;
    private readonly Tensor[] _slots;

    /// <summary>Takes the state's memory.</summary>
    /// <param name="optimizer">The update rule.</param>
    /// <param name="parameters">Floats of all parameters.</param>
    /// <param name="device">Where it is computed.</param>
    public TorchOptimizer(Optimizer optimizer, long parameters, torch.Device device)
    {
        _optimizer = optimizer;
        Step = new OptimizerStep(optimizer);
        State = new MirroredTensor(Step.Slots * parameters, device);
        _slots = [.. Enumerable.Range(0, Step.Slots).Select(slot => State.Tensor.narrow(0, slot * parameters, parameters).DetachFromDisposeScope())];
    }

    /// <summary>One step's numbers.</summary>
    public OptimizerStep Step { get; }

    /// <summary>State of all parameters, one block of all parameters after another.</summary>
    public MirroredTensor State { get; }

    /// <summary>Updates all parameters after <see cref="OptimizerStep.Begin"/>, within a dispose scope and without gradients.</summary>
    /// <param name="w">All parameters.</param>
    /// <param name="g">Their gradients, clipped and with penalties; may be changed.</param>
    public void Apply(Tensor w, Tensor g)
    {
        switch (_optimizer)
        {
            case Optimizer.Sgd o:
                Sgd(o, w, g);
                break;
            case Optimizer.Adagrad o:
                _slots[0].addcmul_(g, g, 1);
                w.addcdiv_(g, _slots[0].sqrt().add_(o.Epsilon), -Step.Rate);
                break;
            case Optimizer.RmsProp o:
                RmsProp(o, w, g);
                break;
            case Optimizer.Adadelta o:
                var (squares, changes) = (_slots[0], _slots[1]);
                squares.mul_(o.Rho).addcmul_(g, g, 1 - o.Rho);
                var change = (changes + o.Epsilon).sqrt_().div_((squares + o.Epsilon).sqrt_()).mul_(g);
                changes.mul_(o.Rho).addcmul_(change, change, 1 - o.Rho);
                w.add_(change, -Step.Rate);
                break;
            case Optimizer.AdamFamily o:
                Adam(o, w, g);
                break;
            case Optimizer.Lion o:
                w.add_((_slots[0] * o.Beta1).add_(g, 1 - o.Beta1).sign_(), -Step.Rate);
                _slots[0].mul_(o.Beta2).add_(g, 1 - o.Beta2);
                break;
            default:
                throw new InvalidOperationException($"No operation updates by {_optimizer}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots)
            slot.Dispose();
        State.Dispose();
    }

    private void Sgd(Optimizer.Sgd o, Tensor w, Tensor g)
    {
        if (o.Momentum == 0)
        {
            w.add_(g, -Step.Rate);
            return;
        }

        var velocity = _slots[0].mul_(o.Momentum).add_(g, Step.Secondary);
        w.add_(o.Nesterov ? g.add_(velocity, o.Momentum) : velocity, -Step.Rate);
    }

    private void RmsProp(Optimizer.RmsProp o, Tensor w, Tensor g)
    {
        var spread = _slots[0].mul_(o.Alpha).addcmul_(g, g, 1 - o.Alpha).alias();
        if (o.Centered)
        {
            var mean = _slots[1].mul_(o.Alpha).add_(g, 1 - o.Alpha);
            // Rounding may take the difference below zero, where there is no variance.
            spread = spread.addcmul(mean, mean, -1).clamp_(min: 0);
        }

        var denominator = spread.sqrt().add_(o.Epsilon);
        if (o.Momentum == 0)
            w.addcdiv_(g, denominator, -Step.Rate);
        else
            w.add_(_slots[^1].mul_(o.Momentum).addcdiv_(g, denominator, 1), -Step.Rate);
    }

    private void Adam(Optimizer.AdamFamily o, Tensor w, Tensor g)
    {
        var mean = _slots[0].mul_(o.Beta1).add_(g, 1 - o.Beta1);
        var square = _slots[1].mul_(o.Beta2).addcmul_(g, g, 1 - o.Beta2);
        if (o is Optimizer.RAdam)
        {
            if (Step.IsRectified)
                w.addcdiv_(mean, square.sqrt().add_(o.Epsilon), -Step.Rate);
            else
                w.add_(mean, -Step.Rate);
            return;
        }

        if (o is Optimizer.AmsGrad)
            square = _slots[2].copy_(_slots[2].maximum(square));
        var denominator = square.sqrt().div_(Step.RootCorrection).add_(o.Epsilon);
        w.addcdiv_(o is Optimizer.Nadam ? g : mean, denominator, -Step.Rate);
        if (o is Optimizer.Nadam)
            w.addcdiv_(mean, denominator, -Step.Secondary);
    }
}
