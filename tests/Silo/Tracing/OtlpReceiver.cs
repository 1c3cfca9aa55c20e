using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sweep.Silo.Tests.Tracing;

/// <summary>Takes in OTLP over HTTP/1.1 as http/protobuf, or over HTTP/2 without TLS as gRPC.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<(string Path, string Token, ProtoMessage Body)> requests = new();

    private OtlpReceiver(bool grpc)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        application = builder.Build();
        application.Run(context => TakeAsync(context, grpc));
    }

    public string Address => application.Urls.Single();

    public IReadOnlyList<(string Path, string Token, ProtoMessage Body)> Requests => [.. requests];

    /// <summary>All spans, each with its resource.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
    [
        .. from request in requests
           where request.Path.Contains("race", StringComparison.Ordinal)
           from resource in request.Body.All(1)
           from scope in resource.All(2)
           from span in scope.All(2)
           select new OtlpSpan(span, resource.One(1)),
    ];

    /// <summary>Names of all metrics.</summary>
    public IReadOnlyCollection<string> Metrics =>
    [
        .. (from request in requests
            where request.Path.Contains("etric", StringComparison.Ordinal)
            from resource in request.Body.All(1)
            from scope in resource.All(2)
            from metric in scope.All(2)
            select metric.Text(1)).Distinct(),
    ];

    public static async Task<OtlpReceiver> StartAsync(bool grpc = false)
    {
        var receiver = new OtlpReceiver(grpc);
        await receiver.application.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task TakeAsync(HttpContext context, bool grpc)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        if (grpc)
        {
            Assert.Equal("application/grpc", context.Request.ContentType);
            Assert.Equal(bytes.Length - 5, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)));
        }
        else
        {
            Assert.Equal("application/x-protobuf", context.Request.ContentType);
        }

        requests.Enqueue((context.Request.Path, context.Request.Headers["x-token"].ToString(), new(grpc ? bytes.AsMemory(5) : bytes)));
        context.Response.ContentType = context.Request.ContentType;
        if (grpc)
        {
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
