using Sweep.Core.Configuration;

namespace Sweep.Core.Specs.Compilation;

/// <summary>The fields at the top of a spec: binder, JSON Schema and reference page are all made from these.</summary>
internal static class SpecFields
{
    // Timers take no longer times than 49 days.
    private const double MaxSeconds = 4e6;

    /// <summary>Limits of the description.</summary>
    public static readonly FieldAttribute Description = new("the question the study asks") { MaxLength = 10_000 };

    /// <summary>Limits of the number of replicates.</summary>
    public static readonly FieldAttribute Replicates = new("trainings of each combination, each with seeds of its own that all combinations share") { Min = 1, Max = 10_000 };

    /// <summary>Limits of the number of attempts.</summary>
    public static readonly FieldAttribute MaxAttempts = new("attempts before a trial that breaks for reasons other than its training is given up") { Min = 1, Max = 100 };

    /// <summary>Limits of a trial's time.</summary>
    public static readonly FieldAttribute TrialTimeBudget = new("seconds that a trial may train before it is stopped, 0 for no limit") { Min = 0, Max = MaxSeconds };

    /// <summary>Limits of a sweep's time.</summary>
    public static readonly FieldAttribute SweepTimeBudget = new("seconds after which the sweep pauses, 0 for no limit") { Min = 0, Max = MaxSeconds };

    /// <summary>When trainings are saved.</summary>
    public static readonly FieldAttribute Checkpoint = new("when trainings are saved, so that an interrupted one goes on from there; never influences a result");

    /// <summary>Where the verdicts' lines are drawn.</summary>
    public static readonly FieldAttribute Verdicts = new("where the lines of verdicts are drawn; never influences a result");
    /// <summary>How results are analysed.</summary>
    public static readonly FieldAttribute Analysis = new("how results are analysed; never influences a result");

    /// <summary>The keys of a spec with what they mean, in the order in which they are written out.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> All =
    [
        new("name", "name of the sweep: letters, digits, dash, underscore and dot, at most 60"),
        new("description", Description.Summary),
        new("dataset", "data and how it is split"),
        new("model", "the network"),
        new("training", "how the network is trained"),
        new("probes", "what is measured meanwhile; never influences a result"),
        new("vary", "what is varied: fields with their levels or ranges"),
        new("design", "which combinations run"),
        new("replicates", Replicates.Summary),
        new("seed", "seed of everything random"),
        new("objective", "what the sweep is decided on"),
        new("max_attempts", MaxAttempts.Summary),
        new("trial_time_budget", TrialTimeBudget.Summary),
        new("sweep_time_budget", SweepTimeBudget.Summary),
        new("checkpoint", Checkpoint.Summary),
        new("verdicts", Verdicts.Summary),
        new("analysis", Analysis.Summary),
    ];

    /// <summary>The keys alone.</summary>
    public static readonly IReadOnlyList<string> Keys = [.. All.Select(f => f.Key)];

    /// <summary>What a key means.</summary>
    public static string Summary(string key) => All.First(f => f.Key == key).Value;
}
