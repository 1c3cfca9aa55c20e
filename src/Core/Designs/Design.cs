using Sweep.Core.Configuration;

namespace Sweep.Core.Designs;

/// <summary>Which combinations of levels run.</summary>
public abstract record Design
{
    private Design()
    {
    }

    /// <summary>All.</summary>
    [Option("full", "every combination of all levels; the last factor varies fastest")]
    public sealed record Full : Design;

    /// <summary>What designs with a number of combinations share.</summary>
    public abstract record Sampled : Design
    {
        private protected Sampled()
        {
        }

        /// <summary>Number of combinations.</summary>
        [Field("number of combinations", Min = 1, Max = 10_000_000)]
        public int Trials { get; init; } = 50;
    }

    /// <summary>Independent draws.</summary>
    [Option("random", "independent draws (Bergstra and Bengio 2012)")]
    public sealed record Random : Sampled;

    /// <summary>Scrambled Sobol points.</summary>
    [Option("sobol", "Sobol points (Joe and Kuo 2008), digitally scrambled (Owen 1998)")]
    public sealed record Sobol : Sampled;

    /// <summary>Scrambled Halton points.</summary>
    [Option("halton", "Halton points with permuted digits (Owen 2017)")]
    public sealed record Halton : Sampled;

    /// <summary>Latin hypercube.</summary>
    [Option("latin_hypercube", "each factor's range cut into as many strata as there are combinations, each met once (McKay et al. 1979)")]
    public sealed record LatinHypercube : Sampled;

    /// <summary>Regular fraction.</summary>
    [Option("fraction", "1/p^k of the full factorial by k defining relations over factors that all have the same prime number p of levels (Box, Hunter and Hunter 2005)")]
    public sealed record Fraction : Design
    {
        /// <summary>k.</summary>
        [Field("k: the fraction is 1/p^k of the full factorial, p the number of levels", Min = 1, Max = 30)]
        public int Power { get; init; } = 1;
    }

    /// <summary>One component at a time.</summary>
    [Option("ablation", "a baseline, then each factor moved to each of its other levels, one at a time")]
    public sealed record Ablation : Design
    {
        /// <summary>The baseline's level label for each factor; a factor not named takes its first level.</summary>
        [Field("the baseline's level for each factor; a factor that is not named takes its first level")]
        public IReadOnlyDictionary<string, string> Baseline { get; init; } = new Dictionary<string, string>();
    }
}
