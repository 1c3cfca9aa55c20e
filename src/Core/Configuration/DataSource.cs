namespace Sweep.Core.Configuration;

/// <summary>Where samples come from.</summary>
public abstract record DataSource
{
    private DataSource()
    {
    }

    /// <summary>Handwritten digits.</summary>
    [Option("digits", "1,797 images of 8 x 8 pixels, 10 classes (Alpaydin and Kaynak 1998, doi 10.24432/C50P49)")]
    public sealed record Digits : DataSource;

    /// <summary>Breast cancer, diagnostic.</summary>
    [Option("breast_cancer", "569 x 30, 2 classes (Wolberg et al. 1993, doi 10.24432/C5DW2B)")]
    public sealed record BreastCancer : DataSource;

    /// <summary>Wine.</summary>
    [Option("wine", "178 x 13, 3 classes (Aeberhard and Forina 1992, doi 10.24432/C5PC7J)")]
    public sealed record Wine : DataSource;

    /// <summary>Iris.</summary>
    [Option("iris", "150 x 4, 3 classes (Fisher 1936, doi 10.24432/C56C76)")]
    public sealed record Iris : DataSource;

    /// <summary>What the seeded generators share.</summary>
    public abstract record Generated : DataSource
    {
        private protected Generated()
        {
        }

        /// <summary>Samples drawn.</summary>
        [Field("samples drawn", Min = 10, Max = 10_000_000)]
        public int Points { get; init; } = 1_000;

        /// <summary>Standard deviation of the noise.</summary>
        [Field("standard deviation of the noise", Min = 0, Max = 1e6)]
        public virtual double Noise { get; init; } = 0.1;
    }

    /// <summary>Two half circles.</summary>
    [Option("moons", "two interleaved half circles, 2 features, 2 classes")]
    public sealed record Moons : Generated;

    /// <summary>Two circles.</summary>
    [Option("circles", "a circle inside another of radius 1, 2 features, 2 classes")]
    public sealed record Circles : Generated
    {
        /// <summary>Radius of the inner circle.</summary>
        [Field("radius of the inner circle", Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
        public double Factor { get; init; } = 0.5;
    }

    /// <summary>Spiral arms.</summary>
    [Option("spirals", "spiral arms, 2 features, one class an arm")]
    public sealed record Spirals : Generated
    {
        /// <summary>Number of arms.</summary>
        [Field("number of arms", Min = 2, Max = 100)]
        public int Arms { get; init; } = 2;

        /// <summary>Turns of each arm.</summary>
        [Field("turns of each arm", Min = 0, AboveMin = true, Max = 100)]
        public double Turns { get; init; } = 1.5;
    }

    /// <summary>Gaussian blobs.</summary>
    [Option("blobs", "isotropic Gaussian clouds around random centres in [-10, 10]^d, noise is their deviation")]
    public sealed record Blobs : Generated
    {
        /// <inheritdoc/>
        public override double Noise { get; init; } = 1;

        /// <summary>Number of features.</summary>
        [Field("number of features", Min = 1, Max = 10_000)]
        public int Features { get; init; } = 2;

        /// <summary>Number of classes.</summary>
        [Field("number of classes", Min = 2, Max = 1_000)]
        public int Classes { get; init; } = 3;
    }

    /// <summary>Exclusive or.</summary>
    [Option("xor", "class is sign(x1) xor sign(x2), 2 features uniform in [-1, 1] before noise")]
    public sealed record Xor : Generated;

    /// <summary>Friedman's first regression problem.</summary>
    [Option("friedman1", "10 sin(pi x1 x2) + 20 (x3-1/2)^2 + 10 x4 + 5 x5 + noise, features uniform in [0, 1] (Friedman 1991); regression")]
    public sealed record Friedman1 : Generated
    {
        /// <inheritdoc/>
        public override double Noise { get; init; } = 1;

        /// <summary>Number of features; those beyond five say nothing.</summary>
        [Field("number of features, those beyond five say nothing", Min = 5, Max = 10_000)]
        public int Features { get; init; } = 10;
    }

    /// <summary>A CSV file.</summary>
    [Option("csv", "a CSV file with a header line; relative paths start at the spec's folder")]
    public sealed record Csv : DataSource
    {
        /// <summary>Path of the file.</summary>
        [Field("path of the file", MaxLength = 4_096)]
        public string Path { get; init; } = "";

        /// <summary>Name of the target column; null for the last one.</summary>
        [Field("name of the target column, the last one unless given", MaxLength = 1_000)]
        public string? Target { get; init; }

        /// <summary>Whether the target is a class or a number.</summary>
        [Field("whether the target is a class or a number; auto: a class where it is text or has at most 20 whole values")]
        public TargetKind Task { get; init; } = TargetKind.Auto;

        /// <summary>What happens to rows with an empty field.</summary>
        [Field("what happens to empty feature fields")]
        public MissingValues Missing { get; init; } = MissingValues.Refuse;
    }

    /// <summary>A folder of IDX files, as MNIST comes.</summary>
    [Option("idx", "a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte and, if there, t10k-…, plain or .gz (MNIST's format)")]
    public sealed record Idx : DataSource
    {
        /// <summary>Path of the folder.</summary>
        [Field("path of the folder", MaxLength = 4_096)]
        public string Path { get; init; } = "";
    }
}
