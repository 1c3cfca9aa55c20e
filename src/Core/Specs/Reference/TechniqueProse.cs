namespace Sweep.Core.Specs.Reference;

/// <summary>What the page of techniques says beside its tables.</summary>
internal static class TechniqueProse
{
    public const string Opening = """
        # Techniques

        Everything a network or its training can be made of, and the example that shows it. This page is made from the types
        that read a spec (`TechniqueReference`); which values a field takes stands in [spec.md](spec.md).

        Any of them can be varied: `vary: {clip: [none, {norm: 1}]}`. eta is the learning rate, w a weight, g its gradient.

        """;

    public const string Training = """

        ## How a training goes

        ### One step

        1. **Batch.** The next samples in the epoch's order, and their targets; label smoothing acts on these. Augmentation
           changes the copies: images first (shift, rotate, scale, cutout), then mixup, noise, feature dropout.
        2. **Forward.** Input dropout; then for each hidden layer Wx + b, normalisation where its position is `before`, the
           activation, normalisation where it is `after`, dropout, alpha dropout, and at a block's end the residual link is
           added. The output layer is Wx + b alone. Stages of `conv` come first, as told below.
        3. **Loss.** Mean over the batch, without penalties. If it is NaN or Inf, the training has diverged and the step ends.
        4. **Backward.** Gradients of that mean loss.
        5. **Probes.** Norm of each layer's gradient, counts of NaN and Inf, histogram: of the gradient of the data alone,
           before clipping and penalties. A NaN or Inf here is a divergence too, and the weights stay as they are.
        6. **Clip.** `norm` takes the norm over all parameters, `layer_norm` over all of a layer's, `adaptive` over each unit's
           incoming weights, and over each vector (biases, scales, shifts) as a whole; it leaves the output layer alone.
        7. **Penalties.** g + l1·sign(w) + l2·w. So a penalty is never clipped, and a clip never tightens because of one. With
           decoupled decay w is multiplied by 1 - eta·weight_decay.
        8. **Update.** The optimiser's rule, at the schedule's eta times the warm-up's share.
        9. **Max-norm.** Rows of weight matrices, the output layer's too, that are longer than `max_norm` are scaled back to it.

        At an epoch's end weights, the validation set with its activations and the Jacobian factors are measured, `plateau`
        takes note of the validation loss, and it is decided whether the training ends.

        ### Convolutions

        A stage of `conv` reads maps (images are one) and writes `channels` maps: convolution (a cross-correlation, as in
        PyTorch) with zeros around, batch norm where its place is `before`, the activation, batch norm where it is `after`, max
        pooling, dropout of whole channels. With a stride of 1 maps keep their size, with s they are the sth part, rounded up;
        a pool of p leaves the pth part, rounded down. A residual stage is two convolutions of that kernel: the first has the
        stride and ends with its activation; the second's sum with the block's input goes through the activation, then pooling
        and dropout (He et al. 2016). Where channels differ or the stride is above 1 a convolution of 1 × 1 with that stride,
        without biases or batch norm, projects the block's input.

        The last maps, channel by channel and row by row, are the first hidden layer's inputs. Each convolution is a layer of its
        own in probes and verdicts; they are numbered before the hidden layers. `layers`, `normalization`, `residual`, `dropout`
        and `alpha_dropout` of the model act on hidden layers alone. For initialisations fan_in is a kernel's weights,
        in·kernel², and fan_out is out·kernel²; `adaptive` and `max_norm` take a channel's incoming weights for a unit's.

        ### What is penalised

        `l1`, `l2` and `weight_decay` act on weight matrices, a residual projection's too; with
        `penalize: weights_and_biases` on biases too, with `all` also on scales and shifts of normalisations and learnt slopes.

        ### What `auto` picks

        `init: auto` is decided layer by layer, by the activation that follows:

        | activation | initialisation |
        |---|---|
        | `relu`, `elu`, `gelu`, `gelu_tanh`, `silu`, `softplus` | `he_normal` |
        | `leaky_relu`, `prelu` | `he_normal` with the activation's slope |
        | `selu` | `lecun_normal` |
        | `sigmoid`, `tanh`, `hard_tanh`, `identity`, and the output layer | `xavier_uniform` |

        `loss: auto` is `cross_entropy` for classes and `mse` for a number. `weight_decay: null` is 0.01 under `adamw`, 0 otherwise.

        ### When a training counts as diverged

        When a step's loss, an element of its gradient or an epoch's validation loss is NaN or Inf; or, with an
        `explosion_guard`, when an epoch's mean training loss is above that many times the first step's loss. A large but
        finite loss alone is none. A diverged training ends at once. It is a result: it is never run again, it is counted, and
        it is in no mean.

        ### In evaluation

        Validation and test use the weights as they are, without dropout, augmentation or label smoothing.

        - **Dropout** scales what it keeps by 1/(1 - rate) while training, so nothing is left to scale. Rates are rounded to
          multiples of 1/65536, and the scale belongs to the rounded rate. Alpha dropout likewise corrects mean and variance.
        - **Batch norm** uses running statistics. They start at mean 0 and variance 1, and each batch, the small last one of
          an epoch too, moves them by `momentum` towards its mean and unbiased variance; the batch itself is normalised by
          its biased one. They come back with the best epoch's weights.
        - **Layer norm** is the same in training and evaluation.
        - **Training loss and score** of an epoch are those of its batches as they were met: with dropout, augmentation and
          smoothed targets, and with weights that still move. They can so be worse than those on the validation set.

        """;
}
