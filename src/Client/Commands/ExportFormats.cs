using System.CommandLine;
using Sweep.Query;
using Sweep.Reporting.Export;

namespace Sweep.Client.Commands;

/// <summary>The option that names the formats of an export.</summary>
internal static class ExportFormats
{
    private static readonly (string Name, Func<IExportFormat> Make)[] Known =
    [
        ("csv", () => new CsvExport()),
        ("json", () => new JsonLinesExport()),
        ("parquet", () => new ParquetExport()),
        ("mlflow", () => new MlflowExport()),
        ("tensorboard", () => new TensorBoardExport()),
    ];

    private static string Names => string.Join(", ", Known.Select(k => k.Name));

    /// <summary>The option; it can be given more than once, and with commas.</summary>
    public static Option<string[]> Option()
    {
        var option = new Option<string[]>("--format", "-f")
        {
            Description = $"What to write: {Names}; more than one with commas or by repeating the option. Default: csv.",
            HelpName = "FORMAT",
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.SelectMany(t => Split(t.Value)).Where(n => !Known.Any(k => k.Name == n)))
                result.AddError($"--format: found '{name}'{Suggestion(name)}; allowed: {Names}");
        });
        option.CompletionSources.Add([.. Known.Select(k => k.Name)]);
        return option;
    }

    /// <summary>The formats that were named, each once.</summary>
    public static IReadOnlyList<IExportFormat> Of(string[]? values)
    {
        var named = (values ?? []).SelectMany(Split).ToHashSet(StringComparer.Ordinal);
        return [.. Known.Where(k => named.Count == 0 ? k.Name == "csv" : named.Contains(k.Name)).Select(k => k.Make())];
    }

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.TrimEntries);

    private static string Suggestion(string name)
        => Known.Select(k => k.Name).MinBy(k => Distance(k, name)) is { } near && Distance(near, name) <= 2 ? $"; did you mean '{near}'?" : "";

    // Levenshtein's.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
