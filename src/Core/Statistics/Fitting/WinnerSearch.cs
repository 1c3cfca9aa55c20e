namespace Sweep.Core.Statistics.Fitting;

/// <summary>Finds the best combination, and what it is worth by replicates that had no part in finding it.</summary>
internal static class WinnerSearch
{
    public static WinnerEstimate? Of(ValuedTrials trials, int replicates, bool maximize, double confidence)
    {
        var combinations = trials.CombinationIds.Length;
        var values = new double[(long)combinations * replicates];
        Array.Fill(values, double.NaN);
        for (var i = 0; i < trials.Count; i++)
        {
            if (trials.Replicates[i] < replicates)
                values[((long)trials.Combinations[i] * replicates) + trials.Replicates[i]] = trials.Values[i];
        }

        var sums = new double[combinations];
        var gaps = new int[combinations];
        for (var place = 0L; place < values.Length; place++)
        {
            if (double.IsNaN(values[place]))
                gaps[place / replicates]++;
            else
                sums[place / replicates] += values[place];
        }

        var candidates = Enumerable.Range(0, combinations).Count(c => !double.IsNaN(Mean(c, -1)));
        if (candidates == 0)
            return null;
        var winner = Best(-1);
        var mean = Mean(winner, -1);
        var shifts = Shifts();
        var held = new List<double>();
        var own = new List<double>();
        int rounds = 0, lost = 0, same = 0;
        for (var without = 0; without < replicates && replicates > 1; without++)
        {
            if (Best(without) is var pick && pick < 0)
                continue;
            rounds++;
            same += pick == winner ? 1 : 0;
            var value = values[((long)pick * replicates) + without];
            if (double.IsNaN(value))
                lost++;
            else
            {
                held.Add(value);
                own.Add(value - shifts[without]);
            }
        }

        // Picks share replicates, so that what is a pick's own varies together (Nadeau and Bengio 2003); what all combinations
        // of a replicate have in common does not. Where combinations that are never picked are so noisy that taking off the
        // common part adds more than it takes, the plain values serve.
        var estimate = MeanEstimate.Of(held, confidence);
        var picked = MeanEstimate.Of(own, confidence);
        var shared = Math.Min(picked.StandardError, estimate.StandardError);
        var error = Math.Sqrt((estimate.StandardError * estimate.StandardError) + (shared * shared * held.Count / (held.Count - 1.0)));
        return new(trials.CombinationIds[winner], mean, estimate.Mean, error, StudentInterval.Of(estimate.Mean, error, held.Count - 1, confidence),
            maximize ? mean - estimate.Mean : estimate.Mean - mean, rounds, lost, same, candidates);

        // Mean of each replicate over the combinations that have a value in all of them.
        double[] Shifts()
        {
            var means = new double[replicates];
            for (var c = 0; c < combinations; c++)
            {
                for (var r = 0; r < replicates && gaps[c] == 0; r++)
                    means[r] += values[((long)c * replicates) + r] / candidates;
            }

            return means;
        }

        // The best by all replicates but one, among combinations that have a value in each of them; ties go by index.
        int Best(int without)
        {
            var best = -1;
            var bestMean = double.NaN;
            for (var c = 0; c < combinations; c++)
            {
                var own = Mean(c, without);
                if (!double.IsNaN(own) && (best < 0 || (maximize ? own > bestMean : own < bestMean)))
                    (best, bestMean) = (c, own);
            }

            return best;
        }

        double Mean(int combination, int without)
        {
            var own = without < 0 ? 0 : values[((long)combination * replicates) + without];
            var missing = gaps[combination] - (double.IsNaN(own) ? 1 : 0);
            return missing > 0 ? double.NaN : (sums[combination] - (double.IsNaN(own) ? 0 : own)) / (replicates - (without < 0 ? 0 : 1));
        }
    }
}
