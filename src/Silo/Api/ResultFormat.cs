using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Sweep.Core.Specs;

namespace Sweep.Silo.Api;

/// <summary>Forms that results can have, and which one a request wants.</summary>
internal static class ResultFormat
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string Text = "text/plain";
    public const string Html = "text/html";

    /// <summary>The wanted one of <paramref name="offered"/>, by the query's word or else by Accept; null where none of them is accepted.</summary>
    /// <exception cref="InvalidInputException">The query names none that is offered.</exception>
    public static string? Of(HttpRequest request, string? format, params string[] offered)
    {
        if (format is not null)
        {
            return offered.FirstOrDefault(type => NameOf(type) == format)
                ?? throw new InvalidInputException($"format: found '{format}', allowed are {string.Join(", ", offered.Select(NameOf))}");
        }

        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted) || wanted.Count == 0)
            return offered[0];
        var (best, quality) = ((string?)null, 0.0);
        foreach (var type in offered)
        {
            // The closest fit decides, so that 'text/csv;q=0, */*' refuses CSV.
            var fit = wanted.Where(want => new MediaTypeHeaderValue(type).IsSubsetOf(Bare(want))).MaxBy(want => want.MatchesAllTypes ? 0 : want.MatchesAllSubTypes ? 1 : 2);
            if (fit is not null && (fit.Quality ?? 1) > quality)
                (best, quality) = (type, fit.Quality ?? 1);
        }

        return best;
    }

    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue want) => new(want.MediaType);

    private static string NameOf(string type) => type switch
    {
        Json => "json",
        Csv => "csv",
        _ => "text",
    };
}
