using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sweep.Reporting;
using Sweep.Reporting.Export;
using Sweep.Reporting.Json;
using Sweep.Reporting.Report;
using Sweep.Reporting.Terminal;
using Sweep.Silo.Api.Sweeps;

namespace Sweep.Silo.Api;

/// <summary>What the endpoints of results do. They read the record alone.</summary>
internal static class ResultEndpoints
{
    private const int Narrowest = 60;
    private const int Widest = 400;

    public static async Task<IResult> ResultsAsync(
        string id, HttpRequest request, ISweepService sweeps, [FromQuery] string? format, [FromQuery] int? columns, CancellationToken cancellation)
    {
        if (ResultFormat.Of(request, format, ResultFormat.Json, ResultFormat.Csv, ResultFormat.Text) is not { } wanted)
            return SweepEndpoints.Problem(StatusCodes.Status406NotAcceptable, "results come as application/json, text/csv or text/plain");
        if (await sweeps.FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return SweepEndpoints.Unknown(id);
        var results = await SweepResults.LoadAsync(sweeps.Record, sweep, plan, cancellation).ConfigureAwait(false);
        return wanted switch
        {
            ResultFormat.Csv => TypedResults.Stream(
                stream => CsvExport.WriteTrialsAsync(sweeps.Record, results, plan, stream, cancellation), "text/csv; charset=utf-8; header=present", $"{id}-trials.csv"),
            ResultFormat.Text => Text(PlainText.Of(Width(columns), console => ResultTables.Write(console, results))),
            _ => Json(ResultsJson.Of(results)),
        };
    }

    public static async Task<IResult> TrialAsync(
        string id, long index, HttpRequest request, ISweepService sweeps, [FromQuery] string? format, [FromQuery] int? columns, CancellationToken cancellation)
    {
        if (ResultFormat.Of(request, format, ResultFormat.Json, ResultFormat.Text) is not { } wanted)
            return SweepEndpoints.Problem(StatusCodes.Status406NotAcceptable, "a trial comes as application/json or text/plain");
        if (await sweeps.FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return SweepEndpoints.Unknown(id);
        if (index < 0 || index >= plan.Trials)
            return SweepEndpoints.Problem(StatusCodes.Status404NotFound, $"sweep {id} has no trial {index}; its trials are 0 to {plan.Trials - 1}");
        var report = await TrialReport.LoadAsync(sweeps.Record, sweep, plan, index, cancellation).ConfigureAwait(false);
        return wanted == ResultFormat.Text
            ? Text(PlainText.Of(Width(columns), console => ResultTables.Write(console, report)))
            : Json(ResultsJson.Of(report));
    }

    public static async Task<IResult> ReportAsync(string id, ISweepService sweeps, TimeProvider time, CancellationToken cancellation)
    {
        if (await sweeps.FindPlanAsync(id, cancellation).ConfigureAwait(false) is not var (sweep, plan))
            return SweepEndpoints.Unknown(id);
        var data = await ReportData.LoadAsync(sweeps.Record, sweep, plan, cancellation: cancellation).ConfigureAwait(false);
        return TypedResults.Text(ReportPage.Of(data, new(time.GetUtcNow(), ApiDescription.Version)), ResultFormat.Html, Encoding.UTF8);
    }

    private static int Width(int? columns) => Math.Clamp(columns ?? 120, Narrowest, Widest);

    private static ContentHttpResult Json(string text) => TypedResults.Text(text + "\n", ResultFormat.Json, Encoding.UTF8);

    private static ContentHttpResult Text(string text) => TypedResults.Text(text, ResultFormat.Text, Encoding.UTF8);
}
