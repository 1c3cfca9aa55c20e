using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sweep.Core.Specs;

namespace Sweep.Silo.Api;

/// <summary>Reads a submitted spec. JSON is YAML, so both go to the same compiler; what is no JSON is told so first.</summary>
internal static class SpecBody
{
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation).ConfigureAwait(false);
        var body = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (request.HasJsonContentType())
            CheckJson(body);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidInputException([new("spec", 0, 0, $"the body is not UTF-8 text: {exception.Message}")]);
        }
    }

    private static void CheckJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw new InvalidInputException([new("spec", (int)(exception.LineNumber ?? -1) + 1, (int)(exception.BytePositionInLine ?? -1) + 1, "the body is not JSON: " + exception.Message.Split(" LineNumber:")[0])]);
        }
    }
}
