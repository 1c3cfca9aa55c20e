namespace Sweep.Core.Configuration;

/// <summary>How a network is trained.</summary>
public sealed record TrainingConfig
{
    /// <summary>Passes over the training set.</summary>
    [Field("passes over the training set", Min = 1, Max = 1e6)]
    public int Epochs { get; init; } = 20;

    /// <summary>Samples per step.</summary>
    [Field("samples per step: a number, or full for the whole training set; the last batch of an epoch may be smaller", Min = 1, Max = 1e6)]
    public BatchSize BatchSize { get; init; } = new(32);

    /// <summary>The update rule.</summary>
    [Field("the update rule")]
    public Optimizer Optimizer { get; init; } = new Optimizer.Sgd();

    /// <summary>How the learning rate changes.</summary>
    [Field("how the learning rate changes")]
    public Schedule Schedule { get; init; } = new Schedule.Constant();

    /// <summary>Steps over which the learning rate rises linearly from 0 to what the schedule says.</summary>
    [Field("steps over which the learning rate rises linearly to what the schedule says (Goyal et al. 2017)", Min = 0, Max = 1e9)]
    public int WarmupSteps { get; init; }

    /// <summary>What is minimised.</summary>
    [Field("what is minimised, beside the penalties")]
    public Loss Loss { get; init; } = new Loss.Auto();

    /// <summary>Share of each target's mass spread evenly over the classes.</summary>
    [Field("share of a target's mass spread evenly over all classes (Szegedy et al. 2016)", Min = 0, Max = 1, BelowMax = true)]
    public double LabelSmoothing { get; init; }

    /// <summary>λ₁: λ₁·sign(w) is added to the gradient.</summary>
    [Field("lambda of the L1 penalty lambda*sum|w| (Tibshirani 1996); together with l2 an elastic net (Zou and Hastie 2005)", Min = 0, Max = 1e6)]
    public double L1 { get; init; }

    /// <summary>λ₂: λ₂·w is added to the gradient, so that a plain step multiplies w by 1−ηλ₂.</summary>
    [Field("lambda of the L2 penalty lambda/2*sum w^2: a plain step multiplies weights by 1-eta*lambda (Krogh and Hertz 1992)", Min = 0, Max = 1e6)]
    public double L2 { get; init; }

    /// <summary>Decoupled decay: each step multiplies w by 1−η·decay beside the update; null takes the optimiser's default.</summary>
    [Field("decoupled decay: each step multiplies weights by 1-eta*weight_decay; adamw's default is 0.01, others' 0 (Loshchilov and Hutter 2019)", Min = 0, Max = 1e6)]
    public double? WeightDecay { get; init; }

    /// <summary>What L1, L2 and weight decay act on.</summary>
    [Field("what l1, l2 and weight_decay act on")]
    public Penalised Penalize { get; init; } = Penalised.Weights;

    /// <summary>Greatest L2 norm of a unit's incoming weights; 0 for none.</summary>
    [Field("greatest L2 norm of a unit's incoming weights after a step, 0 for none (Srivastava et al. 2014)", Min = 0, Max = 1e6)]
    public double MaxNorm { get; init; }

    /// <summary>How gradients are clipped.</summary>
    [Field("how gradients are clipped, before penalties are added")]
    public Clip Clip { get; init; } = new Clip.None();

    /// <summary>Whether the training may end early.</summary>
    [Field("whether the training may end early")]
    public EarlyStopping EarlyStopping { get; init; } = new EarlyStopping.None();

    /// <summary>A training whose loss exceeds this many times its first step's has diverged; 0 for no guard.</summary>
    [Field("a mean training loss of an epoch above this many times the first step's loss counts as diverged, 0 for no guard", Min = 0, Max = 1e12)]
    public double ExplosionGuard { get; init; }

    /// <summary>Steps after which the training ends; 0 for no limit.</summary>
    [Field("steps after which the training ends, 0 for no limit", Min = 0, Max = 1e12)]
    public long MaxSteps { get; init; }

    /// <summary>k of the top-k accuracy that is measured beside the accuracy; 0 for none.</summary>
    [Field("k of the top-k accuracy that is measured beside the accuracy: the share of samples whose class is among the k greatest outputs; below the number of classes, 0 for none", Min = 0, Max = 1e6, ImpliedDefault = true)]
    public int TopK { get; init; }

    /// <summary>Changes to training samples.</summary>
    [Field("changes to training samples, drawn anew each epoch")]
    public Augmentation Augmentation { get; init; } = new();

    /// <summary>What trains the network.</summary>
    [Field("what trains the network: Sweep's own kernels, or TorchSharp in a build made with it", ImpliedDefault = true)]
    public Engine Engine { get; init; } = Engine.Native;

    /// <summary>Where the engine computes.</summary>
    [Field("where the engine computes: the processor, or a graphics card by CUDA", ImpliedDefault = true)]
    public Device Device { get; init; } = Device.Cpu;
}
