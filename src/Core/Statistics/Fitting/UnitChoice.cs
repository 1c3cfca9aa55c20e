using System.Globalization;

namespace Sweep.Core.Statistics.Fitting;

/// <summary>Decides what the unit of an analysis is.</summary>
internal static class UnitChoice
{
    // A model of more columns takes too long without telling more.
    private const int MostColumns = 2000;

    /// <summary>The trials to go by and where means come from; null where nothing can be compared.</summary>
    public static (ValuedTrials Trials, IUnitSource? Source) Of(ObservationTable table, AnalysisOptions options, List<string> notes)
    {
        var all = ValuedTrials.Of(table);
        if (all.Count == 0 || !all.Varied.Any())
            return (all, null);
        if (options.Sampled)
        {
            notes.Add("The combinations were drawn by chance: each counts as one observation, its replicates averaged, and what other factors do to a difference counts as noise.");
            return (all, Combined(all, notes));
        }

        var whole = Whole(table);
        if (whole.Count < 2)
        {
            notes.Add("There is one replicate, so intervals take how a difference varies over the other factors for noise; they say nothing of other seeds. More replicates would.");
            return (all, Combined(all, notes));
        }

        var used = whole.Count == Replicates(table).Count ? all : ValuedTrials.Of(table, whole);
        if (used.Count < all.Count)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{all.Count - used.Count} trials of replicates that are less than half done are in no mean."));
        if (used.Balanced)
            return (used, new BalancedUnits(used));
        if (Columns(used) + used.ReplicateCount > MostColumns)
            return (used, TooMany(notes));
        var source = new JackknifeUnits(used);
        notes.Add(source.Method == EstimationMethod.LeastSquaresWithPairs
            ? "Not every combination has a value in every replicate: means are least-squares ones, with " + (used.Varied.Skip(1).Any() ? "main effects and all two-way interactions" : "the one factor's effect") + ", that stand for all combinations alike."
            : "Not every combination has a value in every replicate, and not every two levels meet (or there are too many): means are least-squares ones with main effects alone, which interactions can bend.");
        return (used, source);
    }

    private static ResidualUnits? Combined(ValuedTrials all, List<string> notes)
        => Columns(all) > MostColumns ? TooMany(notes) : new ResidualUnits(all.Averaged());

    private static ResidualUnits? TooMany(List<string> notes)
    {
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"The factors have more than {MostColumns} levels together; differences were not estimated."));
        return null;
    }

    private static int Columns(ValuedTrials trials) => 1 + trials.Sizes.Sum(s => s - 1);

    private static HashSet<int> Replicates(ObservationTable table)
        => [.. Enumerable.Range(0, table.Rows).Where(r => !double.IsNaN(table.ValueOf(r))).Select(table.ReplicateOf)];

    // A replicate that has only begun would be held against whole ones.
    private static HashSet<int> Whole(ObservationTable table)
    {
        var counts = new Dictionary<int, (int Results, int Values)>();
        for (var row = 0; row < table.Rows; row++)
        {
            var (results, values) = counts.GetValueOrDefault(table.ReplicateOf(row));
            counts[table.ReplicateOf(row)] = (results + 1, values + (double.IsNaN(table.ValueOf(row)) ? 0 : 1));
        }

        var most = counts.Values.Select(c => c.Results).DefaultIfEmpty().Max();
        return [.. counts.Where(c => 2 * c.Value.Results >= most && c.Value.Values > 0).Select(c => c.Key)];
    }
}
