using System.CommandLine;
using System.Text;
using System.Text.Json;
using Sweep.Client.Output;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Reporting.Report;

namespace Sweep.Client.Commands;

/// <summary><c>sweep report</c>: writes a sweep's report as a page, or its plots as files.</summary>
internal static class ReportCommand
{
    private const string Html = "html";
    private const string Svg = "svg";
    private const string Csv = "csv";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var target = new Option<string?>("--out", "-o")
        {
            Description = "Where to write: a file, a folder for all plots, or - for standard output. Default: ID.html, PLOT.svg or ID-plots under the working directory.",
            HelpName = "FILE|DIR|-",
        };
        var plot = new Option<string?>("--plot") { Description = "One plot of the report alone; --list-plots names them.", HelpName = "NAME" };
        var format = new Option<string?>("--format")
        {
            Description = "html for the page; svg or csv for one plot, or for all where none is named. PNG is not written: no library that draws it comes with Sweep; any browser saves an SVG as one.",
            HelpName = "html|svg|csv",
        };
        format.AcceptOnlyFromAmong(Html, Svg, Csv);
        var list = new Option<bool>("--list-plots") { Description = "List the plots of the report and write nothing." };
        var adjust = CommonOptions.Adjust();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "report",
                "Write a sweep's report: one HTML page that needs nothing else and opens offline. It answers which choices matter, by how much, how surely, and what went wrong. Works while the sweep runs.",
                "sweep report regularizers-7f3a",
                "sweep report regularizers-7f3a --out - --adjust benjamini_hochberg > report.html",
                "sweep report regularizers-7f3a --list-plots",
                "sweep report regularizers-7f3a --plot effects --format csv",
                "sweep report regularizers-7f3a --format svg --out figures")
            .With(id, target, plot, format, list, adjust, store, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                var data = await ReportData.LoadAsync(record, sweep, plan, parsed.GetValue(adjust), cancellation);
                var asked = parsed.GetValue(format) ?? (parsed.GetValue(plot) is null ? Html : Svg);
                if (parsed.GetValue(list))
                    return List(terminal, data, parsed.GetValue(json));
                var written = await WriteAsync(terminal, data, asked, parsed.GetValue(plot), parsed.GetValue(target), cancellation);
                if (parsed.GetValue(json) && written.Count > 0)
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(written, ClientJson.Default.IReadOnlyListString));
                else
                    foreach (var file in written)
                        terminal.OutWriter.WriteLine(file);
                return ExitCodes.Done;
            });
    }

    private static int List(Terminal terminal, ReportData data, bool json)
    {
        var plots = PlotCatalogue.Of(data);
        if (json)
            terminal.OutWriter.WriteLine(JsonSerializer.Serialize([.. plots.Select(p => new PlotJson(p.Name, p.Chart.Title))], ClientJson.Default.IReadOnlyListPlotJson));
        else
            foreach (var plot in plots)
                terminal.OutWriter.WriteLine($"{plot.Name,-36} {plot.Chart.Title}");
        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(
        Terminal terminal, ReportData data, string format, string? name, string? target, CancellationToken cancellation)
    {
        if (format == Html && name is not null)
            throw new InvalidInputException($"--plot {name}: found --format html, allowed are svg and csv");
        if (format != Html && name is null && target == "-")
            throw new InvalidInputException("--out -: all plots are several files; name a folder, or one plot by --plot");
        var sweep = data.Results.Sweep.Id;
        if (format != Html && name is null)
            return await ReportFiles.WriteAllAsync(data, format, target ?? $"{sweep}-plots", cancellation);

        var plot = name is null ? null : PlotCatalogue.Find(data, name);
        if (target == "-")
        {
            await using var stdout = Console.OpenStandardOutput();
            await PutAsync(stdout, cancellation);
            return [];
        }

        var path = target ?? (plot is null ? $"{sweep}.html" : $"{plot.Name}.{format}");
        await ReportFiles.WriteAsync(path, PutAsync, cancellation);
        return [path];

        Task PutAsync(Stream stream, CancellationToken token) => plot is null
            ? stream.WriteAsync(Encoding.UTF8.GetBytes(ReportPage.Of(data, new(TimeProvider.System.GetUtcNow(), ProductVersion.Text))), token).AsTask()
            : ReportFiles.WriteAsync(plot, format, stream, token);
    }
}
