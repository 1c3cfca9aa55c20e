using System.Globalization;
using System.Reflection;
using System.Text;
using Sweep.Core.Configuration;
using Designs = Sweep.Core.Designs.Design;
using Sweep.Core.Statistics;

namespace Sweep.Reporting.Report;

/// <summary>The methods of a sweep in words fit for a paper, from what was done alone.</summary>
internal static class Methods
{
    /// <summary>The paragraph.</summary>
    public static string Paragraph(ReportData data, PageStamp stamp)
    {
        var text = new StringBuilder();
        Design(text, data);
        Training(text, data);
        Statistics(text, data);
        Exclusions(text, data);
        text.Append(CultureInfo.InvariantCulture, $"All trials are a pure function of the spec and their index (SHA-256 over all results and telemetry {data.Results.Digest[..16]}…{(data.Results.DigestLimit is { } limit ? $"; {limit}" : "")}); the software was Sweep {data.Results.Sweep.Version.Split('+')[0]}");
        text.Append(stamp.Release == data.Results.Sweep.Version.Split('+')[0] ? "." : $", the report was made with {stamp.Release}.");
        return text.ToString();
    }

    /// <summary>The data sets in words: what each is, and how it was split.</summary>
    public static IReadOnlyList<string> DataSets(ReportData data)
    {
        var sets = new List<DatasetConfig>();
        const int Looked = 10_000;
        for (var c = 0L; c < Math.Min(Looked, data.Plan.Combinations); c++)
        {
            var set = data.Plan.Combination(c).Config.Dataset;
            if (!sets.Contains(set))
                sets.Add(set);
        }

        return [.. sets.Select(Describe)];
    }

    private static string Describe(DatasetConfig set)
    {
        var option = set.Source.GetType().GetCustomAttribute<OptionAttribute>()!;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{option.Name}: {option.Summary}");
        text.Append(set.Source switch
        {
            DataSource.Csv csv => $", {csv.Path}",
            DataSource.Idx idx => $", {idx.Path}",
            DataSource.Generated points => string.Create(CultureInfo.InvariantCulture, $", {points.Points} points, noise {points.Noise}"),
            _ => "",
        });
        text.Append(CultureInfo.InvariantCulture, $"; {100 * set.Validation:0.#} % for validation and {100 * set.Test:0.#} % for the test, stratified by class");
        if (set.Standardize)
            text.Append(", features standardised by the training rows");
        if (set.LabelNoise > 0)
            text.Append(CultureInfo.InvariantCulture, $", {100 * set.LabelNoise:0.#} % of training labels replaced");
        if (set.TrainRows > 0)
            text.Append(CultureInfo.InvariantCulture, $", at most {set.TrainRows} training rows");
        text.Append(set.Resample ? "; each replicate draws its own split" : "; one split for all replicates");
        return text.ToString();
    }

    private static void Design(StringBuilder text, ReportData data)
    {
        var factors = data.Spec.Factors.Select(f => f.Range is { } r
            ? string.Create(CultureInfo.InvariantCulture, $"{f.Name} ({r.From:R} to {r.To:R}{(r.Log ? ", log" : "")})")
            : $"{f.Name} ({ReportWords.Count(f.Levels.Count, "level")})").ToList();
        var design = data.Spec.Design switch
        {
            Designs.Full => "a full factorial design",
            Designs.Random => "independent random draws",
            Designs.Sobol => "a scrambled Sobol design",
            Designs.Halton => "a scrambled Halton design",
            Designs.LatinHypercube => "a Latin hypercube design",
            Designs.Fraction => "a regular fractional factorial design",
            _ => "an ablation around a baseline",
        };
        var replicates = data.Spec.Replicates == 1
            ? "each in a single replicate"
            : $"each in {ReportWords.Count(data.Spec.Replicates, "replicate")}; all combinations of a replicate shared its random seeds, so differences are paired";
        text.Append(factors.Count == 0
            ? $"We trained one combination {ReportWords.Count(data.Spec.Replicates, "time")}. "
            : $"We varied {ReportWords.And(factors)} in {design} of {ReportWords.Count(data.Plan.Combinations, "combination")}, {replicates} ({ReportWords.Count(data.Plan.Trials, "trial")}). ");
    }

    private static void Training(StringBuilder text, ReportData data)
    {
        var sets = DataSets(data);
        text.Append(CultureInfo.InvariantCulture, $"Data {(sets.Count == 1 ? "were" : "sets were")} {string.Join(" | ", sets)}. ");
        var training = data.Spec.Base.Training;
        var fixedEpochs = data.Spec.Factors.All(f => f.Name is not ("epochs" or "training.epochs"));
        text.Append(CultureInfo.InvariantCulture, $"Networks were fully connected and trained for {(fixedEpochs ? ReportWords.Count(training.Epochs, "epoch") : "a varied number of epochs")} in single precision. ");
        text.Append(CultureInfo.InvariantCulture, $"The objective was {ReportWords.Metric(data)}, to be {(data.Spec.Objective.Maximize ? "maximised" : "minimised")}, of the weights that each training ended with; selection used it alone, and the test metrics were looked at for the selected combination only. ");
    }

    private static void Statistics(StringBuilder text, ReportData data)
    {
        var analysis = data.Analysis;
        if (analysis.Basis == AnalysisBasis.None)
            return;
        var level = (100 * analysis.Options.Confidence).ToString("0.##", CultureInfo.InvariantCulture);
        text.Append(analysis.Method switch
        {
            EstimationMethod.CellMeans => "Means per level are cell means, since every combination has a value in every replicate. ",
            EstimationMethod.LeastSquaresWithPairs => "Means per level are estimated marginal means from least squares with replicates, main effects and all two-way interactions. ",
            EstimationMethod.LeastSquares => "Means per level are estimated marginal means from least squares with replicates and main effects. ",
            _ => "",
        });
        text.Append(analysis.Basis == AnalysisBasis.Replicates
            ? $"Differences between levels were averaged within each of {ReportWords.Count(analysis.Units, "replicate")}, which are the independent units; intervals are Student's t at {level} % over replicates. "
            : $"Differences between levels were tested over {ReportWords.Count(analysis.Units, "combination")} as units, with Student's t at {level} %. ");
        if (analysis.Factors.SelectMany(f => f.Contrasts).Any(c => c.Bootstrap is not null))
            text.Append(CultureInfo.InvariantCulture, $"Where units were clearly skewed, intervals are BCa bootstrap intervals of {analysis.Options.Resamples} resamples. ");
        text.Append(analysis.Options.Adjust switch
        {
            Adjustment.Holm => "P-values of all pairs of levels of all factors were adjusted together by Holm's procedure (family-wise error). ",
            Adjustment.BenjaminiHochberg => "P-values of all pairs of levels of all factors were adjusted together by the Benjamini-Hochberg procedure (false discovery rate). ",
            _ => "P-values were not adjusted for the number of comparisons. ",
        });
        text.Append("Shares of variance are ω² and a functional ANOVA over combinations. ");
        if (analysis.Factors.Any(f => f.Ranks is { Blocks: > 0 }))
            text.Append("As a robust second analysis, levels were ranked within each setting of the other factors (Friedman's test with Nemenyi's critical difference), a diverged trial taking the worst rank. ");
        if (analysis.Winner is { Rounds: > 0 } winner)
            text.Append(CultureInfo.InvariantCulture, $"The value of the selected combination was corrected for selection by picking it anew without each of {ReportWords.Count(winner.Rounds, "replicate")} and valuing it there. ");
    }

    private static void Exclusions(StringBuilder text, ReportData data)
    {
        var missing = data.Analysis.Missing;
        if (missing.Complete)
        {
            text.Append(CultureInfo.InvariantCulture, $"All {ReportWords.Count(missing.Planned, "trial")} completed and none was excluded. ");
            return;
        }

        var parts = new List<string>();
        Part(missing.Diverged, "diverged (NaN, Inf or an explosion; counted apart with Wilson intervals, in no mean)");
        Part(missing.Failed, "failed");
        Part(missing.Stopped, "were stopped");
        Part(missing.Unmeasured, "completed without a finite objective");
        Part(missing.Unfinished, "had no result yet");
        text.Append(CultureInfo.InvariantCulture, $"Of {ReportWords.Count(missing.Planned, "trial")}, {ReportWords.And(parts)}; means rest on the {missing.Valued:N0} others. ");

        void Part(long count, string what)
        {
            if (count > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
        }
    }
}
