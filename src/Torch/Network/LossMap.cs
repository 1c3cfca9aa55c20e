using Sweep.Core.Configuration;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sweep.Torch.Network;

/// <summary>Losses as libtorch computes them.</summary>
internal static class LossMap
{
    /// <summary>Each sample's loss.</summary>
    /// <param name="loss">What is minimised; not auto.</param>
    /// <param name="logits">Samples × outputs.</param>
    /// <param name="targets">In the same layout; classes as shares that add up to 1.</param>
    public static Tensor Apply(Loss loss, Tensor logits, Tensor targets) => loss switch
    {
        Loss.CrossEntropy => (targets * functional.log_softmax(logits, 1)).sum(1).neg(),
        Loss.BinaryCrossEntropy => (logits.Softplus() - (targets * logits)).squeeze(1),
        Loss.Mse => (logits - targets).Squared().mean([1]),
        Loss.Huber huber => functional.huber_loss(logits, targets, huber.Delta, Reduction.None).mean([1]),
        Loss.Mae => (logits - targets).abs().mean([1]),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "no operation for this loss"),
    };
}
