using System.Text;
using Microsoft.AspNetCore.Http;
using Sweep.Silo.Metrics;

namespace Sweep.Silo.Hosting;

/// <summary>Answers GET and HEAD of /healthz and /readyz, and leaves the rest to the metrics.</summary>
internal sealed class StatusApplication(RequestDelegate metrics, Func<SiloHealth> health)
{
    /// <summary>Whether a path is one of those that this answers.</summary>
    public static bool Takes(PathString path) => path.Value is "/healthz" or "/readyz" or MetricsApplication.Path;

    /// <summary>Answers.</summary>
    public Task ProcessRequestAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/healthz" => AnswerAsync(context, now => now.Alive),
        "/readyz" => AnswerAsync(context, now => now is { Alive: true, Ready: true }),
        _ => metrics(context),
    };

    private async Task AnswerAsync(HttpContext context, Func<SiloHealth, bool> isWell)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return;
        }

        var now = health();
        var body = Encoding.UTF8.GetBytes(now.Detail + "\n");
        response.StatusCode = isWell(now) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.Length;
        if (HttpMethods.IsGet(request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
