namespace Sweep.Core.Configuration;

/// <summary>How the learning rate changes over a training. Epochs count from 0.</summary>
public abstract record Schedule
{
    private Schedule()
    {
    }

    /// <summary>Never changes.</summary>
    [Option("constant", "eta")]
    public sealed record Constant : Schedule;

    /// <summary>Falls in steps.</summary>
    [Option("step", "eta*factor^floor(epoch/every)")]
    public sealed record Step : Schedule
    {
        /// <summary>Epochs between two falls.</summary>
        [Field("epochs between two falls", Min = 1, Max = 1e6)]
        public int Every { get; init; } = 10;

        /// <summary>What it is multiplied by.</summary>
        [Field("what eta is multiplied by", Min = 0, AboveMin = true, Max = 1)]
        public double Factor { get; init; } = 0.1;
    }

    /// <summary>Falls by a factor each epoch.</summary>
    [Option("exponential", "eta*factor^epoch")]
    public sealed record Exponential : Schedule
    {
        /// <summary>Factor per epoch.</summary>
        [Field("factor per epoch", Min = 0, AboveMin = true, Max = 1)]
        public double Factor { get; init; } = 0.95;
    }

    /// <summary>Half a cosine, step by step.</summary>
    [Option("cosine", "eta*(floor + (1-floor)*(1+cos(pi*step/steps))/2) (Loshchilov and Hutter 2017)")]
    public sealed record Cosine : Schedule
    {
        /// <summary>Share of η at the end.</summary>
        [Field("share of eta that is left at the end", Min = 0, Max = 1)]
        public double Floor { get; init; }
    }

    /// <summary>Up, then down.</summary>
    [Option("one_cycle", "cosine from eta/start_divisor up to eta over the first share of steps, then down to eta/(start_divisor*end_divisor) (Smith and Topin 2018)")]
    public sealed record OneCycle : Schedule
    {
        /// <summary>Share of the steps spent going up.</summary>
        [Field("share of the steps spent going up", Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
        public double Rise { get; init; } = 0.3;

        /// <summary>η over the first learning rate.</summary>
        [Field("eta over the first learning rate", Min = 1, Max = 1e6)]
        public double StartDivisor { get; init; } = 25;

        /// <summary>First learning rate over the last one.</summary>
        [Field("first learning rate over the last one", Min = 1, Max = 1e9)]
        public double EndDivisor { get; init; } = 1e4;
    }

    /// <summary>Falls when validation loss no longer does.</summary>
    [Option("plateau", "eta*factor after patience epochs without a relative gain of threshold in validation loss")]
    public sealed record Plateau : Schedule
    {
        /// <summary>What it is multiplied by.</summary>
        [Field("what eta is multiplied by", Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
        public double Factor { get; init; } = 0.1;

        /// <summary>Epochs without gain that are borne.</summary>
        [Field("epochs without gain that are borne", Min = 0, Max = 1e6)]
        public int Patience { get; init; } = 10;

        /// <summary>Least relative gain that counts.</summary>
        [Field("least relative gain that counts", Min = 0, Max = 1)]
        public double Threshold { get; init; } = 1e-4;
    }
}
