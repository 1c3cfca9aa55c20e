using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sweep.Silo.Metrics;

/// <summary>What a scraper asks for.</summary>
internal static class AcceptHeader
{
    /// <summary>The format that a request wants most; text where it asks for nothing that we know.</summary>
    public static ExpositionFormat Format(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted)) return ExpositionFormat.Text;
        var open = 0.0;
        var text = 0.0;
        foreach (var type in wanted)
        {
            var quality = type.Quality ?? 1;
            if (IsOpenMetrics(type)) open = Math.Max(open, quality);
            else if (IsText(type)) text = Math.Max(text, quality);
        }

        return open > 0 && open >= text ? ExpositionFormat.OpenMetrics : ExpositionFormat.Text;
    }

    /// <summary>The Content-Type of an answer.</summary>
    public static string ContentType(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
        : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Whether a request takes gzip, by name or by star.</summary>
    public static bool TakesGzip(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var wanted)) return false;
        var named = wanted.FirstOrDefault(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            ?? wanted.FirstOrDefault(encoding => encoding.Value == "*");
        return named is not null && named.Quality is not 0;
    }

    private static bool IsOpenMetrics(MediaTypeHeaderValue type)
        => type.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
            && Version(type) is null or "1.0.0";

    private static bool IsText(MediaTypeHeaderValue type)
        => (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase) && Version(type) is null or "0.0.4")
            || type.MatchesAllTypes || type.MediaType.Equals("text/*", StringComparison.OrdinalIgnoreCase);

    private static string? Version(MediaTypeHeaderValue type)
        => type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase)) is { } found
            ? HeaderUtilities.RemoveQuotes(found.Value).Value
            : null;
}
