using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sweep.Silo.Api.Documents;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Api.Sweeps;

namespace Sweep.Silo.Api;

/// <summary>The HTTP API of every server of Sweep, alone or one of a cluster. The host supplies an <see cref="ISweepService"/>.</summary>
public static class SweepApi
{
    private const string Streams = "streams";
    private const string Readers = "readers";
    private const int WaitingReaders = 16;

    /// <summary>Adds what the API needs.</summary>
    public static IServiceCollection AddSweepApi(this IServiceCollection services, ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddRouting()
            .ConfigureHttpJsonOptions(json =>
            {
                json.SerializerOptions.PropertyNamingPolicy = ApiJson.Default.Options.PropertyNamingPolicy;
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            })
            .AddRateLimiter(limits => Limit(limits, options))
            .AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>Guards whatever is mapped: errors as problem details, pages of other sites refused, requests limited, the token asked for.</summary>
    public static IApplicationBuilder UseSweepApi(this IApplicationBuilder application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application
            .UseMiddleware<ErrorGuard>()
            .UseMiddleware<BrowserGuard>()
            .UseRouting()
            .UseRateLimiter()
            .UseMiddleware<TokenGuard>();
    }

    /// <summary>Maps the endpoints of sweeps, the probes and the description of both.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="probes">Whether to map the probes; false where the host answers for them.</param>
    public static void MapSweepApi(this IEndpointRouteBuilder routes, bool probes = true)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var options = routes.ServiceProvider.GetRequiredService<ApiOptions>();
        MapSweeps(routes.MapGroup("/api/v1/sweeps").WithTags("sweeps"), options);
        if (probes)
            MapProbes(routes);
        routes.MapOpenApi("/openapi/{documentName}.json");
    }

    private static void MapSweeps(RouteGroupBuilder sweeps, ApiOptions options)
    {
        sweeps.MapPost("", SweepEndpoints.SubmitAsync).WithName("submitSweep").WithSummary("Submit a spec and run its sweep.")
            .WithDescription("The body is the spec. With an Idempotency-Key or an id of one's own, the same submission again answers 200 with the same sweep.")
            .Accepts<string>("application/yaml", "text/plain", "application/json")
            .WithMetadata(new RequestSizeLimitAttribute(options.GreatestBody))
            .Produces<SweepItem>(StatusCodes.Status201Created).Produces<SweepItem>()
            .Produces<SpecProblem>(StatusCodes.Status400BadRequest, Problems.MediaType)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).Guarded();
        sweeps.MapGet("", SweepEndpoints.ListAsync).WithName("listSweeps").WithSummary("List all sweeps, newest first.")
            .Produces<IReadOnlyList<SweepListItem>>().Guarded();
        sweeps.MapGet("{id}", SweepEndpoints.FindAsync).WithName("getSweep").WithSummary("Tell where a sweep stands.")
            .Produces<SweepItem>().ProducesProblem(StatusCodes.Status404NotFound).Guarded();
        sweeps.MapGet("{id}/events", SweepEndpoints.WatchAsync).WithName("watchSweep").WithSummary("Follow a sweep until it ends.")
            .WithDescription("Server-sent events: 'status' with each change, 'end' with the last. The data of each is a whole sweep as getSweep answers it.")
            .Produces<string>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound).Guarded()
            .RequireRateLimiting(Streams);
        sweeps.MapPost("{id}/pause", SweepEndpoints.PauseAsync).WithName("pauseSweep").WithSummary("Take a sweep's running trials back; it can be resumed.").Steers();
        sweeps.MapPost("{id}/resume", SweepEndpoints.ResumeAsync).WithName("resumeSweep").WithSummary("Go on with a paused sweep.").Steers();
        sweeps.MapPost("{id}/cancel", SweepEndpoints.CancelAsync).WithName("cancelSweep").WithSummary("End a sweep for good: running trials are stopped, the others never run.").Steers();
        sweeps.MapPost("{id}/retry", SweepEndpoints.RetryAsync).WithName("retrySweep").WithSummary("Run the trials that failed once more, and those that a cancelled sweep lacks.").Steers();
        sweeps.MapDelete("{id}", SweepEndpoints.DeleteAsync).WithName("deleteSweep").WithSummary("Delete a sweep that does not run, and all that the record holds of it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Guarded();
        sweeps.MapGet("{id}/results", ResultEndpoints.ResultsAsync).WithName("getResults").WithSummary("Tell what won, which choices matter and how gradients behaved.")
            .WithDescription("JSON as 'sweep show --json' prints it, CSV with one line a trial, or text as 'sweep show' prints it: by Accept, or by format=json|csv|text. Works while the sweep runs.")
            .Produces<System.Text.Json.JsonElement>(StatusCodes.Status200OK, ResultFormat.Json, ResultFormat.Csv, ResultFormat.Text)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status406NotAcceptable).Guarded()
            .RequireRateLimiting(Readers);
        sweeps.MapGet("{id}/report", ResultEndpoints.ReportAsync).WithName("getReport").WithSummary("Get a sweep's report as one HTML page that needs nothing else.")
            .WithDescription("The page that 'sweep report' writes. Works while the sweep runs.")
            .Produces<string>(StatusCodes.Status200OK, ResultFormat.Html).ProducesProblem(StatusCodes.Status404NotFound).Guarded()
            .RequireRateLimiting(Readers);
        sweeps.MapGet("{id}/trials/{index:long}", ResultEndpoints.TrialAsync).WithName("getTrial").WithSummary("Tell all about one trial: its curve, its layers' gradients and what they say.")
            .Produces<System.Text.Json.JsonElement>(StatusCodes.Status200OK, ResultFormat.Json, ResultFormat.Text)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status406NotAcceptable).Guarded()
            .RequireRateLimiting(Readers);
    }

    private static void MapProbes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new HealthItem("ok"))).WithName("isAlive").WithSummary("Whether the process answers.")
            .WithTags("probes").AllowAnonymous().DisableRateLimiting();
        routes.MapGet("/readyz", async (ISweepService sweeps, CancellationToken cancellation) => await sweeps.IsReadyAsync(cancellation).ConfigureAwait(false)
                ? TypedResults.Ok(new HealthItem("ok"))
                : SweepEndpoints.Problem(StatusCodes.Status503ServiceUnavailable, "sweeps cannot be taken right now"))
            .WithName("isReady").WithSummary("Whether sweeps can be taken and run.")
            .Produces<HealthItem>().ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithTags("probes").AllowAnonymous().DisableRateLimiting();
    }

    private static RouteHandlerBuilder Steers(this RouteHandlerBuilder endpoint)
        => endpoint.Produces<SweepItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).Guarded();

    private static RouteHandlerBuilder Guarded(this RouteHandlerBuilder endpoint)
        => endpoint.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static void Limit(RateLimiterOptions limits, ApiOptions options)
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new()
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
        limits.AddConcurrencyLimiter(Streams, streams => streams.PermitLimit = options.Streams);
        limits.AddConcurrencyLimiter(Readers, readers => (readers.PermitLimit, readers.QueueLimit) = (options.Readers, WaitingReaders));
        limits.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await Problems.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too many requests; slow down").ConfigureAwait(false);
        };
    }
}
