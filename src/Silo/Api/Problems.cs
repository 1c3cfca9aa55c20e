using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Documents;

namespace Sweep.Silo.Api;

/// <summary>Answers that say what went wrong, as RFC 9457 has it.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    /// <summary>Writes one, with a sentence on this very case.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail, Instance = context.Request.Path },
            ApiJson.Default.ProblemDetails, MediaType, context.RequestAborted);
    }

    /// <summary>Writes all that is wrong with an input.</summary>
    public static Task WriteAsync(HttpContext context, InvalidInputException exception)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        var problem = new SpecProblem
        {
            Status = StatusCodes.Status400BadRequest,
            Title = exception.Problems.Count > 0 ? "The spec is not valid" : "The request cannot be used",
            Detail = exception.Problems.Count > 0 ? $"{exception.Problems.Count} mistakes" : exception.Message,
            Instance = context.Request.Path,
            Errors = [.. exception.Problems.Select(problem => new SpecMistake(problem.Line, problem.Column, problem.Message))],
        };
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Default.SpecProblem, MediaType, context.RequestAborted);
    }
}
