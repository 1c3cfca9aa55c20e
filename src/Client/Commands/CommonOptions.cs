using System.CommandLine;
using System.CommandLine.Parsing;
using Sweep.Core.Configuration;
using Sweep.Silo.Hosting;

namespace Sweep.Client.Commands;

/// <summary>Options that several verbs share, each made anew for its verb.</summary>
internal static class CommonOptions
{
    /// <summary>Where the record is.</summary>
    public static Option<string> Store() => new("--store")
    {
        Description = "The record: a file, or postgres://user@host/database. Default: $SWEEP_STORE, else .sweep/sweeps.db under the working directory.",
        HelpName = "FILE|URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SWEEP_STORE") is { Length: > 0 } path ? path : Path.Combine(".sweep", "sweeps.db"),
    };

    /// <summary>Whether to print JSON.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object on stdout instead of tables.",
    };

    /// <summary>How to correct for many comparisons.</summary>
    public static Option<Adjustment?> Adjust()
    {
        var option = new Option<Adjustment?>("--adjust")
        {
            Description = "Correct p-values for the number of comparisons by holm, by benjamini_hochberg or not at all (none). Default: as the spec says under analysis.",
            HelpName = "HOW",
            CustomParser = result => result.Tokens[0].Value switch
            {
                "holm" => Adjustment.Holm,
                "benjamini_hochberg" => Adjustment.BenjaminiHochberg,
                "none" => Adjustment.None,
                var other => Unknown(result, other),
            },
        };
        option.CompletionSources.Add("holm", "benjamini_hochberg", "none");
        return option;

        static Adjustment? Unknown(ArgumentResult result, string found)
        {
            result.AddError($"--adjust is {found}, but must be holm, benjamini_hochberg or none.");
            return null;
        }
    }

    /// <summary>Whether to keep still.</summary>
    public static Option<bool> Quiet() => new("--quiet", "-q")
    {
        Description = "No progress on stderr.",
    };

    /// <summary>Where exported files go.</summary>
    public static Option<string?> Out() => new("--out", "-o")
    {
        Description = "Folder for spec.yaml, results.json, trials.csv, epochs.csv and gradients.csv.",
        HelpName = "DIR",
    };

    /// <summary>Whether exported files may go beside strangers.</summary>
    public static Option<bool> Force() => new("--force")
    {
        Description = "Export into a folder that holds other files too.",
    };

    /// <summary>Number of training threads.</summary>
    public static Option<int> Workers() => AtLeast(new("--workers", "-w")
    {
        Description = "Trials trained at the same time. Default: the number of cores. The digest does not depend on it.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }, 1, 4096);

    /// <summary>Whether trials run in processes of their own.</summary>
    public static Option<bool> Isolate() => new("--isolate")
    {
        Description = "Train in worker processes, one for each of --workers, so that a crash costs one attempt. Trials with engine torch always do. Results are the same.",
    };

    /// <summary>Port of the metrics endpoint.</summary>
    public static Option<int?> MetricsPort()
    {
        var option = new Option<int?>("--metrics-port")
        {
            Description = "Serve Prometheus metrics at http://127.0.0.1:P/metrics while the sweep runs; 0 takes any free port. Default: no port is opened.",
            HelpName = "P",
        };
        option.Validators.Add(result => CheckRange(result, option.Name, 0, 65_535));
        return option;
    }

    /// <summary>How the log is written.</summary>
    public static Option<LogFormat> LogFormat()
    {
        var option = new Option<LogFormat>("--log-format")
        {
            Description = "How warnings and errors are written to stderr: text, or json with one object a line. Default: text.",
            HelpName = "text|json",
            CustomParser = result => Enum.TryParse<LogFormat>(result.Tokens[0].Value, ignoreCase: true, out var format) && Enum.IsDefined(format)
                ? format
                : Refuse(result),
        };
        return option;

        static LogFormat Refuse(ArgumentResult result)
        {
            result.AddError($"--log-format is '{result.Tokens[0].Value}', but must be text or json.");
            return default;
        }
    }

    /// <summary>Id of a sweep.</summary>
    public static Argument<string> Id() => new("ID")
    {
        Description = "The sweep's id, as 'sweep list' shows it; a beginning that fits one sweep alone will do.",
    };

    /// <summary>A spec file.</summary>
    public static Argument<string> Spec() => new("SPEC")
    {
        Description = "The spec, a YAML file; - reads standard input.",
    };

    private static Option<int> AtLeast(Option<int> option, int least, int greatest)
    {
        option.Validators.Add(result => CheckRange(result, option.Name, least, greatest));
        return option;
    }

    // Words that are no numbers are reported by the parser itself.
    private static void CheckRange(OptionResult result, string name, int least, int greatest)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && (value < least || value > greatest))
            result.AddError($"{name} is {value}, but must be between {least} and {greatest}.");
    }
}
