using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sweep.Silo.Metrics;

/// <summary>Answers GET and HEAD of /metrics, and nothing else.</summary>
internal sealed class MetricsApplication(PrometheusExporter exporter) : IHttpApplication<HttpContext>
{
    /// <summary>The one path.</summary>
    public const string Path = "/metrics";

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Path.Value != Path)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
        }
        else
        {
            await AnswerAsync(request, response, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var format = AcceptHeader.Format(request.Headers.Accept);
        byte[] body;
        try
        {
            body = await exporter.ScrapeAsync(format, cancellationToken).ConfigureAwait(false);
            response.ContentType = AcceptHeader.ContentType(format);
        }
        catch (InvalidOperationException error)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.ContentType = "text/plain; charset=utf-8";
            body = Encoding.UTF8.GetBytes(error.Message + "\n");
        }

        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept, Accept-Encoding";
        if (AcceptHeader.TakesGzip(request.Headers.AcceptEncoding))
        {
            response.Headers.ContentEncoding = "gzip";
            body = Compress(body);
        }

        response.ContentLength = body.Length;
        if (HttpMethods.IsGet(request.Method)) await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Compress(byte[] body)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(body);
        return compressed.ToArray();
    }
}
