using Sweep.Core.Configuration;

namespace Sweep.Training;

/// <summary>Tells which initialisation <see cref="Initialisation.Auto"/> stands for.</summary>
public static class AutoInitialisation
{
    /// <summary>
    /// The initialisation that suits an activation: He et al. 2015 where the negative side is damped, LeCun et al. 1998 for
    /// SELU (Klambauer et al. 2017), Glorot and Bengio 2010 otherwise.
    /// </summary>
    /// <param name="activation">The layer's activation; null for the output layer.</param>
    public static Initialisation For(Activation? activation) => activation switch
    {
        Activation.LeakyRelu leaky => new Initialisation.HeNormal { Slope = leaky.Slope },
        Activation.Prelu prelu => new Initialisation.HeNormal { Slope = prelu.Slope },
        Activation.Relu or Activation.Elu or Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.Softplus
            => new Initialisation.HeNormal(),
        Activation.Selu => new Initialisation.LecunNormal(),
        _ => new Initialisation.XavierUniform(),
    };

    /// <summary>What is written, or what auto picks.</summary>
    public static Initialisation Resolve(Initialisation init, Activation? activation)
        => init is Initialisation.Auto ? For(activation) : init;
}
