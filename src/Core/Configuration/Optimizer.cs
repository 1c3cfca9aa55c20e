namespace Sweep.Core.Configuration;

/// <summary>The update rule. Defaults are those that PyTorch documents.</summary>
public abstract record Optimizer
{
    private Optimizer()
    {
    }

    /// <summary>η, before the schedule.</summary>
    [Field("step size eta before the schedule", Min = 0, AboveMin = true, Max = 1e6)]
    public virtual double LearningRate { get; init; } = 0.001;

    /// <summary>Stochastic gradient descent, with momentum and Nesterov's variant.</summary>
    [Option("sgd", "v = momentum*v + (1-dampening)*g; w -= eta*v (Sutskever et al. 2013); momentum 0 is plain SGD, batch_size full makes it gradient descent")]
    public sealed record Sgd : Optimizer
    {
        /// <inheritdoc/>
        public override double LearningRate { get; init; } = 0.01;

        /// <summary>Share of the last velocity that stays.</summary>
        [Field("share of the last velocity that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Momentum { get; init; }

        /// <summary>Share of the gradient kept out of the velocity.</summary>
        [Field("share of the gradient kept out of the velocity", Min = 0, Max = 1)]
        public double Dampening { get; init; }

        /// <summary>Whether the gradient is taken ahead.</summary>
        [Field("Nesterov's momentum: w -= eta*(g + momentum*v)")]
        public bool Nesterov { get; init; }
    }

    /// <summary>Adagrad.</summary>
    [Option("adagrad", "w -= eta*g/(sqrt(sum g^2)+epsilon) (Duchi et al. 2011)")]
    public sealed record Adagrad : Optimizer
    {
        /// <inheritdoc/>
        public override double LearningRate { get; init; } = 0.01;

        /// <summary>The sum at the start.</summary>
        [Field("the sum at the start", Min = 0, Max = 1e6)]
        public double InitialAccumulator { get; init; }

        /// <summary>Decay of the learning rate per step.</summary>
        [Field("eta is divided by 1 + step*lr_decay", Min = 0, Max = 1e6)]
        public double LrDecay { get; init; }

        /// <summary>Added to the denominator.</summary>
        [Field("added to the denominator", Min = 0, Max = 1)]
        public double Epsilon { get; init; } = 1e-10;
    }

    /// <summary>RMSprop.</summary>
    [Option("rmsprop", "w -= eta*g/(sqrt(E[g^2])+epsilon) (Tieleman and Hinton 2012); centered subtracts E[g]^2 (Graves 2013)")]
    public sealed record RmsProp : Optimizer
    {
        /// <inheritdoc/>
        public override double LearningRate { get; init; } = 0.01;

        /// <summary>Share of the old mean square that stays.</summary>
        [Field("share of the old mean square that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Alpha { get; init; } = 0.99;

        /// <summary>Share of the last velocity that stays.</summary>
        [Field("share of the last velocity that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Momentum { get; init; }

        /// <summary>Whether the mean gradient is subtracted.</summary>
        [Field("whether the squared mean gradient is subtracted")]
        public bool Centered { get; init; }

        /// <summary>Added to the denominator.</summary>
        [Field("added to the denominator", Min = 0, Max = 1)]
        public double Epsilon { get; init; } = 1e-8;
    }

    /// <summary>Adadelta.</summary>
    [Option("adadelta", "w -= eta*g*sqrt(E[dw^2]+epsilon)/sqrt(E[g^2]+epsilon) (Zeiler 2012)")]
    public sealed record Adadelta : Optimizer
    {
        /// <inheritdoc/>
        public override double LearningRate { get; init; } = 1;

        /// <summary>Share of the old means that stays.</summary>
        [Field("share of the old means that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Rho { get; init; } = 0.9;

        /// <summary>Added under both roots.</summary>
        [Field("added under both roots", Min = 0, AboveMin = true, Max = 1)]
        public double Epsilon { get; init; } = 1e-6;
    }

    /// <summary>What Adam and its relatives share.</summary>
    public abstract record AdamFamily : Optimizer
    {
        private protected AdamFamily()
        {
        }

        /// <summary>Share of the old mean gradient that stays.</summary>
        [Field("share of the old mean gradient that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Beta1 { get; init; } = 0.9;

        /// <summary>Share of the old mean square that stays.</summary>
        [Field("share of the old mean square that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Beta2 { get; init; } = 0.999;

        /// <summary>Added to the denominator.</summary>
        [Field("added to the denominator", Min = 0, Max = 1)]
        public double Epsilon { get; init; } = 1e-8;
    }

    /// <summary>Adam.</summary>
    [Option("adam", "w -= eta*m^/(sqrt(v^)+epsilon), bias corrected (Kingma and Ba 2015); l2 is added to the gradient")]
    public sealed record Adam : AdamFamily;

    /// <summary>AMSGrad.</summary>
    [Option("amsgrad", "Adam with the maximum of all v so far (Reddi et al. 2018)")]
    public sealed record AmsGrad : AdamFamily;

    /// <summary>Adam with decoupled weight decay.</summary>
    [Option("adamw", "Adam with decoupled weight decay, 0.01 unless weight_decay says otherwise (Loshchilov and Hutter 2019)")]
    public sealed record AdamW : AdamFamily;

    /// <summary>Adam with Nesterov's momentum.</summary>
    [Option("nadam", "Adam with Nesterov's momentum (Dozat 2016)")]
    public sealed record Nadam : AdamFamily
    {
        /// <inheritdoc/>
        public override double LearningRate { get; init; } = 0.002;

        /// <summary>Decay of the momentum schedule.</summary>
        [Field("decay of the momentum schedule", Min = 0, Max = 1)]
        public double MomentumDecay { get; init; } = 0.004;
    }

    /// <summary>Rectified Adam.</summary>
    [Option("radam", "Adam whose step waits until the variance of its scale can be told (Liu et al. 2020)")]
    public sealed record RAdam : AdamFamily;

    /// <summary>Lion.</summary>
    [Option("lion", "w -= eta*sign(beta1*m + (1-beta1)*g); m = beta2*m + (1-beta2)*g (Chen et al. 2023)")]
    public sealed record Lion : Optimizer
    {
        /// <inheritdoc/>
        public override double LearningRate { get; init; } = 1e-4;

        /// <summary>Share of the old momentum in the step.</summary>
        [Field("share of the old momentum in the step", Min = 0, Max = 1, BelowMax = true)]
        public double Beta1 { get; init; } = 0.9;

        /// <summary>Share of the old momentum that stays.</summary>
        [Field("share of the old momentum that stays", Min = 0, Max = 1, BelowMax = true)]
        public double Beta2 { get; init; } = 0.99;
    }
}
