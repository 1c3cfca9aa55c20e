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
                _slots[0].add_(g.Squared());
                w.AddQuotient(g, _slots[0].sqrt().Increase(o.Epsilon), -Step.Rate);
                break;
            case Optimizer.RmsProp o:
                RmsProp(o, w, g);
                break;
            case Optimizer.Adadelta o:
                var (squares, changes) = (_slots[0], _slots[1]);
                squares.Scale(o.Rho).AddProduct(g, g, 1 - o.Rho);
                var change = changes.Plus(o.Epsilon).sqrt_().div_(squares.Plus(o.Epsilon).sqrt_()).mul_(g);
                changes.Scale(o.Rho).AddProduct(change, change, 1 - o.Rho);
                w.Add(change, -Step.Rate);
                break;
            case Optimizer.AdamFamily o:
                Adam(o, w, g);
                break;
            case Optimizer.Lion o:
                w.Add(_slots[0].Scaled(o.Beta1).Add(g, 1 - o.Beta1).sign_(), -Step.Rate);
                _slots[0].Scale(o.Beta2).Add(g, 1 - o.Beta2);
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
            w.Add(g, -Step.Rate);
            return;
        }

        var velocity = _slots[0].Scale(o.Momentum).Add(g, Step.Secondary);
        w.Add(o.Nesterov ? g.Add(velocity, o.Momentum) : velocity, -Step.Rate);
    }

    private void RmsProp(Optimizer.RmsProp o, Tensor w, Tensor g)
    {
        var spread = _slots[0].Scale(o.Alpha).AddProduct(g, g, 1 - o.Alpha).alias();
        if (o.Centered)
        {
            var mean = _slots[1].Scale(o.Alpha).Add(g, 1 - o.Alpha);
            // Rounding may take the difference below zero, where there is no variance.
            spread = (spread - mean.Squared()).AtLeast(0);
        }

        var denominator = spread.sqrt().Increase(o.Epsilon);
        if (o.Momentum == 0)
            w.AddQuotient(g, denominator, -Step.Rate);
        else
            w.Add(_slots[^1].Scale(o.Momentum).AddQuotient(g, denominator, 1), -Step.Rate);
    }

    private void Adam(Optimizer.AdamFamily o, Tensor w, Tensor g)
    {
        var mean = _slots[0].Scale(o.Beta1).Add(g, 1 - o.Beta1);
        var square = _slots[1].Scale(o.Beta2).AddProduct(g, g, 1 - o.Beta2);
        if (o is Optimizer.RAdam)
        {
            if (Step.IsRectified)
                w.AddQuotient(mean, square.sqrt().Increase(o.Epsilon), -Step.Rate);
            else
                w.Add(mean, -Step.Rate);
            return;
        }

        if (o is Optimizer.AmsGrad)
            square = _slots[2].copy_(_slots[2].maximum(square));
        var denominator = square.sqrt().Divide(Step.RootCorrection).Increase(o.Epsilon);
        w.AddQuotient(o is Optimizer.Nadam ? g : mean, denominator, -Step.Rate);
        if (o is Optimizer.Nadam)
            w.AddQuotient(mean, denominator, -Step.Secondary);
    }
}
