namespace Sweep.Core.Configuration;

/// <summary>Whether a training ends when validation no longer improves.</summary>
public abstract record EarlyStopping
{
    private EarlyStopping()
    {
    }

    /// <summary>Never.</summary>
    [Option("none", "all epochs run")]
    public sealed record None : EarlyStopping;

    /// <summary>After so many epochs without gain.</summary>
    [Option("patience", "ends after this many epochs without a gain of min_delta in validation loss (Prechelt 1998)")]
    public sealed record Patience : EarlyStopping
    {
        /// <summary>Epochs without gain that are borne.</summary>
        [Field("epochs without gain that are borne", Min = 1, Max = 1e6)]
        public int Epochs { get; init; } = 5;

        /// <summary>Least absolute gain that counts.</summary>
        [Field("least absolute gain that counts", Min = 0, Max = 1e6)]
        public double MinDelta { get; init; }

        /// <summary>Whether the best epoch's weights come back.</summary>
        [Field("whether the best epoch's weights come back at the end")]
        public bool RestoreBest { get; init; } = true;
    }
}
