using Sweep.Core.Configuration;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sweep.Torch.Network;

/// <summary>Activations as libtorch computes them.</summary>
internal static class ActivationMap
{
    /// <summary>φ of every element.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="x">What it is applied to.</param>
    /// <param name="slope">The learnt slope of PReLU; null for others.</param>
    public static Tensor Apply(Activation activation, Tensor x, Tensor? slope) => activation switch
    {
        Activation.Sigmoid => x.sigmoid(),
        Activation.Tanh => x.tanh(),
        Activation.Relu => x.relu(),
        Activation.LeakyRelu leaky => x.LeakyRelu(leaky.Slope),
        Activation.Prelu => functional.prelu(x, slope!),
        Activation.Elu elu => x.Elu(elu.Alpha),
        Activation.Selu => functional.selu(x),
        Activation.Gelu => functional.gelu(x),
        Activation.GeluTanh => x.GeluTanh(),
        Activation.Silu => functional.silu(x),
        Activation.Softplus => x.Softplus(),
        Activation.HardTanh => x.HardTanh(),
        Activation.Identity => x.alias(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no operation for this activation"),
    };
}
