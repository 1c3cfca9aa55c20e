using System.Diagnostics.Metrics;
using Sweep.Core.Results;

namespace Sweep.Silo.Metrics;

/// <summary>
/// The instruments whose series carry a sweep's name. They only read what <see cref="SweepTable"/> holds. Readers of the
/// SDK keep every label set that they ever met, so the meter is made anew once as many could have gone as may be there:
/// whatever reads it forgets them with it, and the numbers go on where they stood.
/// </summary>
internal sealed class SweepMeter : IDisposable
{
    private readonly SweepTable table;
    private readonly Losses dropped;
    private readonly Func<Meter> make;
    private readonly Lock gate = new();
    private Meter meter = null!;
    private int grown;
    private bool disposed;

    public SweepMeter(SweepTable table, Losses dropped, Func<Meter> make)
    {
        (this.table, this.dropped, this.make) = (table, dropped, make);
        table.Grown = Grow;
        Make();
    }

    /// <summary>Label sets that a reader meets at most in a meter's life, over those that there are at one time.</summary>
    public const int Room = 2;

    // Several threads may be on their way to tell of growth while a scrape shows it already.
    private const int MaxGrowth = MetricNames.MaxSweeps - 4;

    /// <summary>Meters made so far.</summary>
    public int Generations { get; private set; }

    /// <summary>Whether an instrument is one of these.</summary>
    public bool Owns(Meter other) => ReferenceEquals(Volatile.Read(ref meter), other);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            meter.Dispose();
        }
    }

    private void Grow()
    {
        lock (gate)
        {
            if (disposed || ++grown <= MaxGrowth) return;
            grown = 1;
            meter.Dispose();
            Make();
        }
    }

    private void Make()
    {
        Generations++;
        var made = make();
        Volatile.Write(ref meter, made);
        Counters(made);
        Gauges(made);
        LevelGauges(made);
    }

    private void Counters(Meter made)
    {
        made.Total(MetricNames.TrialsFinished, () => table.Counted().SelectMany(Finished));
        Total(MetricNames.TrialAttempts, series => series.HasAttempts, series => series.Attempts);
        Total(MetricNames.TrialRetries, series => series.HasAttempts, series => series.Retries);
        Total(MetricNames.TrialTime, series => series.TrialTime > 0, series => series.TrialTime);
        Total(MetricNames.TrainingSteps, series => series.HasEpochs, series => series.Steps);
        Total(MetricNames.TrainingSamples, series => series.HasEpochs, series => series.Samples);
        Total(MetricNames.TrainingEpochs, series => series.HasEpochs, series => series.Epochs);
        Total(MetricNames.TrainingFlops, series => series.Flops > 0, series => series.Flops);
        made.Total(MetricNames.GradientNonFinite, () => table.Counted().Where(series => series.HasEpochs).SelectMany(NonFinite));

        void Total<T>(MetricDefinition definition, Func<SweepSeries, bool> exists, Func<SweepSeries, T> value)
            where T : struct
            => made.Total(definition, () => table.Counted().Where(exists).Select(series => new Measurement<T>(value(series), Tag(series.Name))));
    }

    private void Gauges(Meter made)
    {
        made.Gauge(MetricNames.Trials, ReadTrials);
        made.Gauge(MetricNames.SweepPhase, () => Shown().SelectMany(Phases));
        made.Gauge(MetricNames.Progress, () => Shown().Where(sweep => sweep.Value.Total > 0).Select(sweep => Of(sweep.Value.Progress, sweep.Name)));
        made.Gauge(MetricNames.Start, () => Shown().Where(sweep => sweep.Value.Started is not null).Select(sweep => Of(Unix(sweep.Value.Started!.Value), sweep.Name)));
        made.Gauge(MetricNames.EndEstimate, () => Shown().Where(sweep => sweep.Value.EndEstimate is not null).Select(sweep => Of(Unix(sweep.Value.EndEstimate!.Value), sweep.Name)));
        made.Gauge(MetricNames.ObjectiveBest, ReadBest);
    }

    private void LevelGauges(Meter made)
    {
        made.Gauge(MetricNames.LeaderObjective, () => Shown().SelectMany(sweep => sweep.Value.Leaders.Take(MetricNames.Rank.MaxValues)
            .Select((leader, rank) => Of(leader.Objective, sweep.Name, (MetricNames.Rank, Ordinal.Of(rank))))));
        made.Gauge(MetricNames.LeaderInfo, () => Shown().SelectMany(sweep => sweep.Value.Leaders.Take(MetricNames.Rank.MaxValues)
            .SelectMany((leader, rank) => leader.Levels.Select(level => Of(1L, sweep.Name, (MetricNames.Rank, Ordinal.Of(rank)), (MetricNames.Factor, level.Factor), (MetricNames.Level, level.Level))))));
        Level(MetricNames.LevelTrials, level => level.Trials);
        Level(MetricNames.LevelObjectiveTrials, level => level.ObjectiveTrials);
        Level(MetricNames.LevelObjectiveMean, level => level.ObjectiveMean);
        Level(MetricNames.LevelObjectiveDeviation, level => level.ObjectiveDeviation);
        made.Gauge(MetricNames.LevelVerdictShare, () => Levels().SelectMany(sweep => sweep.Level.VerdictShares
            .Select(share => Of(share.Share, sweep.Name, (MetricNames.Factor, sweep.Level.Factor), (MetricNames.Level, sweep.Level.Level), (MetricNames.Verdict, share.Verdict)))));

        void Level(MetricDefinition definition, Func<LevelGauge, double> value)
            => made.Gauge(definition, () => Levels()
                .Select(sweep => (sweep, Value: value(sweep.Level)))
                .Where(found => double.IsFinite(found.Value))
                .Select(found => Of(found.Value, found.sweep.Name, (MetricNames.Factor, found.sweep.Level.Factor), (MetricNames.Level, found.sweep.Level.Level))));
    }

    private static IEnumerable<Measurement<long>> Finished(SweepSeries series)
        => Enum.GetValues<TrialOutcome>()
            .Where(outcome => series.Finished(outcome) > 0)
            .Select(outcome => Of(series.Finished(outcome), series.Name, (MetricNames.Outcome, OutcomeName.Of(outcome))));

    private static IEnumerable<Measurement<long>> NonFinite(SweepSeries series)
        => [Of(series.Nan, series.Name, (MetricNames.Kind, "nan")), Of(series.Inf, series.Name, (MetricNames.Kind, "inf"))];

    private static IEnumerable<Measurement<long>> Phases((string Name, SweepGauges Value) sweep)
        => SweepGauges.Phases.Select(phase => Of(phase == sweep.Value.Phase ? 1L : 0, sweep.Name, (MetricNames.Phase, phase)));

    // Of several sweeps of one name the newest is shown where numbers of two cannot be added up.
    private List<(string Name, SweepGauges Value)> Shown()
        => [.. table.Read().Where(sweep => sweep.Name != MetricNames.Other).GroupBy(sweep => sweep.Name, StringComparer.Ordinal).Select(group => group.Last())];

    private IEnumerable<(string Name, LevelGauge Level)> Levels()
    {
        foreach (var (name, sweep) in Shown())
        {
            foreach (var level in sweep.Levels) yield return (name, level);
        }
    }

    private IEnumerable<Measurement<long>> ReadTrials()
    {
        var sweeps = table.Read().ToList();
        dropped.Add("sweep", sweeps.Count(sweep => sweep.Name == MetricNames.Other));
        dropped.Add("level", sweeps.Sum(sweep => sweep.Value.LevelsLeftOut));
        foreach (var group in sweeps.GroupBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var sum = group.Select(entry => entry.Value).Aggregate((a, b) => a.Plus(b));
            foreach (var (state, count) in sum.States) yield return Of(count, group.Key, (MetricNames.State, state));
        }
    }

    private IEnumerable<Measurement<double>> ReadBest()
    {
        var known = table.Read().Where(entry => entry.Name != MetricNames.Other && !double.IsNaN(entry.Value.Best));
        foreach (var group in known.GroupBy(entry => (entry.Name, entry.Value.Maximize)))
        {
            var values = group.Select(entry => entry.Value.Best);
            yield return Of(group.Key.Maximize ? values.Max() : values.Min(), group.Key.Name, (MetricNames.Direction, group.Key.Maximize ? "maximize" : "minimize"));
        }
    }

    private static double Unix(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    private static KeyValuePair<string, object?> Tag(string sweep) => new(MetricNames.Sweep.Name, sweep);

    private static Measurement<T> Of<T>(T value, string sweep, params ReadOnlySpan<(MetricLabel Label, string Value)> labels)
        where T : struct
    {
        var tags = new KeyValuePair<string, object?>[labels.Length + 1];
        tags[0] = Tag(sweep);
        for (var i = 0; i < labels.Length; i++) tags[i + 1] = new(labels[i].Label.Name, labels[i].Value);
        return new(value, tags);
    }
}
