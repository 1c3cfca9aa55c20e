using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Sweep.Silo.Api.Documents;
using Sweep.Silo.Api.Sweeps;

namespace Sweep.Silo.Api;

/// <summary>What the endpoints of sweeps do.</summary>
internal static class SweepEndpoints
{
    public static async Task<IResult> SubmitAsync(
        HttpRequest request,
        ISweepService sweeps,
        [FromQuery] string? id,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken cancellation)
    {
        var spec = await SpecBody.ReadAsync(request, cancellation).ConfigureAwait(false);
        var (sweep, created) = await sweeps.SubmitAsync(new(spec, id, key), cancellation).ConfigureAwait(false);
        return created ? TypedResults.Created($"/api/v1/sweeps/{sweep.Id}", sweep) : TypedResults.Ok(sweep);
    }

    public static async Task<IResult> ListAsync(ISweepService sweeps, CancellationToken cancellation)
    {
        var all = await sweeps.Record.ListAsync(cancellation).ConfigureAwait(false);
        return TypedResults.Ok<IReadOnlyList<SweepListItem>>([.. all.Select(SweepListItem.Of)]);
    }

    public static Task<IResult> FindAsync(string id, ISweepService sweeps, CancellationToken cancellation)
        => Answer(id, sweeps.FindAsync(id, cancellation));

    public static Task<IResult> PauseAsync(string id, ISweepService sweeps, CancellationToken cancellation)
        => Answer(id, sweeps.PauseAsync(id, cancellation));

    public static Task<IResult> ResumeAsync(string id, ISweepService sweeps, CancellationToken cancellation)
        => Answer(id, sweeps.ResumeAsync(id, cancellation));

    public static Task<IResult> CancelAsync(string id, ISweepService sweeps, CancellationToken cancellation)
        => Answer(id, sweeps.CancelAsync(id, cancellation));

    public static Task<IResult> RetryAsync(string id, ISweepService sweeps, CancellationToken cancellation)
        => Answer(id, sweeps.RetryAsync(id, cancellation));

    public static async Task<IResult> DeleteAsync(string id, ISweepService sweeps, CancellationToken cancellation)
        => await sweeps.DeleteAsync(id, cancellation).ConfigureAwait(false) ? TypedResults.NoContent() : Unknown(id);

    public static async Task<IResult> WatchAsync(
        string id,
        HttpContext context,
        ISweepService sweeps,
        ApiOptions options,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId)
    {
        if (await sweeps.FindAsync(id, context.RequestAborted).ConfigureAwait(false) is null)
            return Unknown(id);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await EventStream.WriteAsync(context.Response, lastEventId, sweeps.WatchAsync(id, either.Token), options.Heartbeat, time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && context.Response.HasStarted)
        {
            // Without a last event, so that clients come back to the server that starts after this one.
        }

        return TypedResults.Empty;
    }

    /// <summary>The answer for an id that no sweep has.</summary>
    public static IResult Unknown(string id) => Problem(StatusCodes.Status404NotFound, SweepIdShown(id));

    /// <summary>An answer that says what went wrong.</summary>
    public static IResult Problem(int status, string detail) => new ProblemResult(status, detail);

    private static async Task<IResult> Answer(string id, Task<SweepItem?> asked)
        => await asked.ConfigureAwait(false) is { } sweep ? TypedResults.Ok(sweep) : Unknown(id);

    private static string SweepIdShown(string id)
        => Storage.SweepId.IsValid(id) ? $"there is no sweep '{id}' in the record" : "there is no sweep with this id, and there can be none";

    private sealed class ProblemResult(int status, string detail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, status, detail);
    }
}
