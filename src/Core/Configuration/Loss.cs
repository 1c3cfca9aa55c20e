namespace Sweep.Core.Configuration;

/// <summary>What a training minimises, as a mean over the samples of a batch.</summary>
public abstract record Loss
{
    private Loss()
    {
    }

    /// <summary>By the task.</summary>
    [Option("auto", "cross_entropy for classes, mse for regression")]
    public sealed record Auto : Loss;

    /// <summary>Softmax cross-entropy from logits.</summary>
    [Option("cross_entropy", "-log softmax(z)[class], one output a class (Bridle 1990)")]
    public sealed record CrossEntropy : Loss;

    /// <summary>Binary cross-entropy from logits.</summary>
    [Option("binary_cross_entropy", "log(1+exp(z)) - y*z, one output, two classes")]
    public sealed record BinaryCrossEntropy : Loss;

    /// <summary>Mean squared error.</summary>
    [Option("mse", "mean over outputs of (z-y)^2; classes as one-hot targets")]
    public sealed record Mse : Loss;

    /// <summary>Huber's loss.</summary>
    [Option("huber", "(z-y)^2/2 within delta, delta*(|z-y|-delta/2) beyond (Huber 1964)")]
    public sealed record Huber : Loss
    {
        /// <summary>Where the square becomes a line.</summary>
        [Field("where the square becomes a line", Min = 0, AboveMin = true, Max = 1e6)]
        public double Delta { get; init; } = 1;
    }

    /// <summary>Mean absolute error.</summary>
    [Option("mae", "mean over outputs of |z-y|")]
    public sealed record Mae : Loss;
}
