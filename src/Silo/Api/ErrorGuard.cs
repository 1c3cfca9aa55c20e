using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Sweeps;
using Sweep.Storage;

namespace Sweep.Silo.Api;

/// <summary>Turns whatever a request fails with into an answer that says so.</summary>
internal sealed partial class ErrorGuard(RequestDelegate next, ILogger<ErrorGuard> logger)
{
    /// <summary>Lets a request through, and answers where it fails.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context).ConfigureAwait(false);
            if (response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
                await Problems.WriteAsync(context, response.StatusCode, Explain(response.StatusCode)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever a request fails with, its client is told that it failed, and the cause is in the log.
        catch (Exception exception) when (!response.HasStarted)
#pragma warning restore CA1031
        {
            await AnswerAsync(context, exception).ConfigureAwait(false);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case InvalidInputException invalid:
                return Problems.WriteAsync(context, invalid);
            case SweepConflictException:
                return Problems.WriteAsync(context, StatusCodes.Status409Conflict, exception.Message);
            case BadHttpRequestException bad:
                return Problems.WriteAsync(context, bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? Explain(bad.StatusCode) : bad.Message);
            case StoreException or TimeoutException or OrleansException:
                LogUnavailable(context.Request.Method, exception);
                context.Response.Headers.RetryAfter = "5";
                return Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, exception is StoreException ? exception.Message : "the sweep did not answer in time; what was asked may still happen");
            default:
                LogFailed(context.Request.Method, exception);
                return Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "the server failed; its log says why");
        }
    }

    private static string Explain(int status) => status switch
    {
        StatusCodes.Status404NotFound => "there is nothing here; /openapi/v1.json tells what there is",
        StatusCodes.Status405MethodNotAllowed => "this path does not take that method",
        StatusCodes.Status413PayloadTooLarge => "the body is larger than a spec may be",
        StatusCodes.Status415UnsupportedMediaType => "a spec is application/yaml, text/plain or application/json",
        _ => "the request cannot be answered",
    };

    // Without the path, which holds whatever a client likes.
    [LoggerMessage(1, LogLevel.Warning, "A {Method} request could not be served")]
    private partial void LogUnavailable(string method, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A {Method} request failed")]
    private partial void LogFailed(string method, Exception exception);
}
