namespace Sweep.Core.Statistics.Fitting;

/// <summary>Makes the two-way interactions of an analysis.</summary>
internal sealed class InteractionMaker(ObservationTable table, ValuedTrials trials, IUnitSource? source, AnalysisOptions options)
{
    // A table of more cells than this is no table to look at.
    private const int MostCells = 2500;

    /// <summary>All pairs of factors with at least two levels each, the one that explains most first.</summary>
    public IReadOnlyList<InteractionAnalysis> All(VarianceDecomposition variance, IReadOnlyList<string> names)
    {
        if (source is null || variance.Pairs.Count == 0)
            return [];
        var found = new List<InteractionAnalysis>();
        var place = 0;
        for (var first = 0; first < names.Count; first++)
        {
            for (var second = first + 1; second < names.Count; second++, place++)
            {
                if (trials.Sizes[first] > 1 && trials.Sizes[second] > 1 && trials.Sizes[first] * trials.Sizes[second] <= MostCells)
                    found.Add(One(first, second, names, variance.Pairs[place]));
            }
        }

        var adjusted = MultipleComparisons.Adjust([.. found.Select(i => i.Test.P)], options.Adjust);
        return [.. found
            .Select((i, at) => i with { Test = i.Test with { AdjustedP = adjusted[at] } })
            .OrderByDescending(i => Known(i.Share.OmegaSquared))
            .ThenByDescending(i => Known(i.Share.EtaSquared))];
    }

    private InteractionAnalysis One(int first, int second, IReadOnlyList<string> names, VarianceComponent share)
    {
        int rows = trials.Sizes[first], columns = trials.Sizes[second];
        var means = source!.OfPair(first, second);
        var deviations = means is null ? null : Centring.Twice(means.Estimates, rows, columns);
        var units = means?.Units.Select(u => Centring.Twice(u, rows, columns)).ToArray() ?? [];
        var counts = Counts(first, second);
        int[] firstPlace = Places(first), secondPlace = Places(second);
        var cells = table.Factors[first].Levels.Select((_, a) => (IReadOnlyList<InteractionCell>)[.. table.Factors[second].Levels.Select((_, b) =>
        {
            var (valued, diverged, sum) = counts[a, b];
            if (deviations is null || firstPlace[a] < 0 || secondPlace[b] < 0)
                return new InteractionCell(valued, diverged, sum / valued, double.NaN, double.NaN, Interval.Unknown);
            var cell = (firstPlace[a] * columns) + secondPlace[b];
            var error = units.Length > 1 ? Error(units, cell) : means!.Errors.Length > 0 ? means.Errors[cell] : double.NaN;
            return new InteractionCell(valued, diverged, sum / valued, deviations[cell], error, StudentInterval.Of(deviations[cell], error, Degrees(first, second), options.Confidence));
        })]).ToArray();
        return new(first, second, names[first], names[second], source.Test(first, second), share, cells);
    }

    private double Degrees(int first, int second)
        => source!.Basis == AnalysisBasis.Replicates ? source.Degrees : source.Degrees - ((trials.Sizes[first] - 1.0) * (trials.Sizes[second] - 1));

    private (int Valued, int Diverged, double Sum)[,] Counts(int first, int second)
    {
        var counts = new (int Valued, int Diverged, double Sum)[table.Factors[first].Levels.Count, table.Factors[second].Levels.Count];
        for (var row = 0; row < table.Rows; row++)
        {
            ref var cell = ref counts[table.LevelOf(row, first), table.LevelOf(row, second)];
            var value = table.ValueOf(row);
            if (!double.IsNaN(value))
                cell = (cell.Valued + 1, cell.Diverged, cell.Sum + value);
            else if (table.DivergedAt(row))
                cell.Diverged++;
        }

        return counts;
    }

    private int[] Places(int factor)
    {
        var places = new int[table.Factors[factor].Levels.Count];
        Array.Fill(places, -1);
        for (var i = 0; i < trials.Met[factor].Length; i++)
            places[trials.Met[factor][i]] = i;
        return places;
    }

    private static double Error(double[][] units, int cell)
    {
        var mean = units.Sum(u => u[cell]) / units.Length;
        return Math.Sqrt(units.Sum(u => (u[cell] - mean) * (u[cell] - mean)) / (units.Length - 1) / units.Length);
    }

    private static double Known(double share) => double.IsNaN(share) ? double.NegativeInfinity : share;
}
