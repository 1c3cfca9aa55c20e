namespace Sweep.Core.Configuration;

/// <summary>How a layer's weights (fan_out × fan_in) or biases are drawn before the first step.</summary>
public abstract record Initialisation
{
    private Initialisation()
    {
    }

    /// <summary>Chosen by the layer's activation.</summary>
    [Option("auto", "he_normal for ReLU, leaky ReLU, PReLU, ELU, GELU, SiLU and softplus; lecun_normal for SELU; xavier_uniform otherwise")]
    public sealed record Auto : Initialisation;

    /// <summary>All zero.</summary>
    [Option("zero", "0: units of a layer stay equal for ever")]
    public sealed record Zero : Initialisation;

    /// <summary>All the same.</summary>
    [Option("constant", "one value everywhere")]
    public sealed record Constant : Initialisation
    {
        /// <summary>The value.</summary>
        [Field("the value", Min = -1e6, Max = 1e6)]
        public double Value { get; init; } = 0.01;
    }

    /// <summary>Uniform between −limit and limit.</summary>
    [Option("uniform", "U(-limit, limit)")]
    public sealed record Uniform : Initialisation
    {
        /// <summary>Half width.</summary>
        [Field("half width of the interval", Min = 0, AboveMin = true, Max = 1e6)]
        public double Limit { get; init; } = 0.05;
    }

    /// <summary>Normal with mean 0.</summary>
    [Option("normal", "N(0, std^2)")]
    public sealed record Normal : Initialisation
    {
        /// <summary>Standard deviation.</summary>
        [Field("standard deviation", Min = 0, AboveMin = true, Max = 1e6)]
        public double Std { get; init; } = 0.01;
    }

    /// <summary>Xavier/Glorot uniform.</summary>
    [Option("xavier_uniform", "U(-a, a), a = gain*sqrt(6/(fan_in+fan_out)) (Glorot and Bengio 2010)")]
    public sealed record XavierUniform : Initialisation
    {
        /// <summary>Factor on the limit.</summary>
        [Field("factor on the limit", Min = 0, AboveMin = true, Max = 1e3)]
        public double Gain { get; init; } = 1;
    }

    /// <summary>Xavier/Glorot normal.</summary>
    [Option("xavier_normal", "N(0, gain^2*2/(fan_in+fan_out)) (Glorot and Bengio 2010)")]
    public sealed record XavierNormal : Initialisation
    {
        /// <summary>Factor on the standard deviation.</summary>
        [Field("factor on the standard deviation", Min = 0, AboveMin = true, Max = 1e3)]
        public double Gain { get; init; } = 1;
    }

    /// <summary>He/Kaiming uniform.</summary>
    [Option("he_uniform", "U(-a, a), a = sqrt(6/((1+slope^2)*fan)) (He et al. 2015)")]
    public sealed record HeUniform : Initialisation
    {
        /// <summary>Which fan sets the scale.</summary>
        [Field("which fan sets the scale")]
        public FanMode Fan { get; init; } = FanMode.FanIn;

        /// <summary>Slope of the leaky ReLU that follows; 0 for ReLU.</summary>
        [Field("slope of the leaky ReLU that follows, 0 for ReLU", Min = 0, Max = 1)]
        public double Slope { get; init; }
    }

    /// <summary>He/Kaiming normal.</summary>
    [Option("he_normal", "N(0, 2/((1+slope^2)*fan)) (He et al. 2015)")]
    public sealed record HeNormal : Initialisation
    {
        /// <summary>Which fan sets the scale.</summary>
        [Field("which fan sets the scale")]
        public FanMode Fan { get; init; } = FanMode.FanIn;

        /// <summary>Slope of the leaky ReLU that follows; 0 for ReLU.</summary>
        [Field("slope of the leaky ReLU that follows, 0 for ReLU", Min = 0, Max = 1)]
        public double Slope { get; init; }
    }

    /// <summary>LeCun uniform.</summary>
    [Option("lecun_uniform", "U(-a, a), a = sqrt(3/fan_in) (LeCun et al. 1998)")]
    public sealed record LecunUniform : Initialisation;

    /// <summary>LeCun normal.</summary>
    [Option("lecun_normal", "N(0, 1/fan_in) (LeCun et al. 1998)")]
    public sealed record LecunNormal : Initialisation;

    /// <summary>Orthogonal rows or columns.</summary>
    [Option("orthogonal", "gain * a random matrix with orthonormal rows or columns (Saxe et al. 2014)")]
    public sealed record Orthogonal : Initialisation
    {
        /// <summary>All singular values.</summary>
        [Field("all singular values", Min = 0, AboveMin = true, Max = 1e3)]
        public double Gain { get; init; } = 1;
    }
}
