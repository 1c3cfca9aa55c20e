using Sweep.Core.Randomness;

namespace Sweep.Core.Statistics.Fitting;

/// <summary>Makes a factor's comparisons from what each unit says of its levels.</summary>
internal sealed class ContrastMaker(IUnitSource source, AnalysisOptions options, uint stream = 0)
{
    // Fewer units give a bootstrap too little to draw from; with more the central limit theorem does its work.
    private const int FewestUnits = 15;
    private const int MostUnits = 1000;
    private const double Skewed = 0.01;

    // Each factor has resamples of its own, each of its comparisons the next.
    private uint _stream = stream << 16;

    /// <summary>Estimate, standard error and interval of one mean.</summary>
    public (double Error, Interval Confidence) MeanOf(UnitMeans means, int factor, int level)
    {
        var (_, error) = Spread(means.Units.Select(u => u[level]).ToArray());
        return (error, StudentInterval.Of(means.Estimates[level], error, source.DegreesOf(factor, level, null), options.Confidence));
    }

    /// <summary>One level less another, without corrections.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="means">Its met levels' means.</param>
    /// <param name="level">Place of one among them.</param>
    /// <param name="reference">Place of the other.</param>
    /// <param name="met">The levels' numbers.</param>
    /// <param name="pairs">Pairs of trials; null where there are none.</param>
    public Contrast Of((int Index, string Name) factor, UnitMeans means, int level, int reference, int[] met, TrialPairs? pairs)
    {
        var difference = means.Estimates[level] - means.Estimates[reference];
        var values = means.Units.Select(u => u[level] - u[reference]).ToArray();
        var (_, error) = Spread(values);

        // Differences that are equal but for rounding are equal.
        if (error < 1e-13 * (Math.Abs(means.Estimates[level]) + Math.Abs(means.Estimates[reference])))
            error = 0;
        if (error == 0 && Math.Abs(difference) < 1e-13 * (Math.Abs(means.Estimates[level]) + Math.Abs(means.Estimates[reference])))
            difference = 0;
        var degrees = source.DegreesOf(factor.Index, level, reference);
        var p = error > 0 ? TailProbability.TwoSidedT(difference / error, degrees)
            : double.IsNaN(error) || double.IsNaN(difference) ? double.NaN : difference == 0 ? 1 : 0;
        var (count, d) = Size(met[level], met[reference], difference, pairs);
        var g = d * EffectSize.HedgesCorrection(pairs is not null && count > 1 ? count - 1 : source.Degrees);
        return new(factor.Name, met[level], met[reference], difference, error, degrees,
            StudentInterval.Of(difference, error, degrees, options.Confidence), p, p, count, d, g,
            Bootstrap(values, difference, error), PowerEstimate.Unknown);
    }

    /// <summary>What the replicates at hand would find with the wanted chance, in standard deviations of the units' differences.</summary>
    public double Detectable(double alpha)
        => source.Basis == AnalysisBasis.Replicates ? PairedPower.Detectable(source.Units, alpha) : double.NaN;

    /// <summary>What more replicates would bring.</summary>
    public PowerEstimate Power(Contrast contrast, double alpha, double detectable)
    {
        if (source.Basis != AnalysisBasis.Replicates || !(contrast.StandardError > 0))
            return PowerEstimate.Unknown;
        var spread = contrast.StandardError * Math.Sqrt(source.Units);
        var wanted = PairedPower.PairsFor(contrast.Difference / spread, alpha);
        return new(wanted, Math.Max(0, wanted - source.Units), spread * detectable);
    }

    private (int Pairs, double D) Size(int level, int reference, double difference, TrialPairs? pairs)
    {
        var count = pairs?.Count(level, reference) ?? 0;
        if (count > 1)
            return (count, pairs!.D(level, reference));
        return (count, source.ResidualDeviation > 0 ? difference / source.ResidualDeviation : double.NaN);
    }

    private Interval? Bootstrap(double[] values, double difference, double error)
    {
        if (values.Length is < FewestUnits or > MostUnits || !(error > 0) || !(SkewnessTest.P(values) < Skewed))
            return null;
        var shift = difference - (values.Sum() / values.Length);
        return BcaInterval.OfMean([.. values.Select(v => v + shift)], RandomKey.For(options.Seed, 0), _stream++, options.Resamples, options.Confidence);
    }

    private static (double Mean, double Error) Spread(double[] values)
    {
        var n = values.Length;
        if (n < 2)
            return (double.NaN, double.NaN);
        var mean = values.Sum() / n;
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1) / n));
    }
}
