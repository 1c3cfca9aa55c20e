using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Sweep.Silo.Api.Security;

/// <summary>Asks for the token, if the server has one, at every endpoint but those that allow anybody.</summary>
internal sealed class TokenGuard(RequestDelegate next, ApiOptions options)
{
    private const string Scheme = "Bearer ";

    /// <summary>Lets a request through, or refuses it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (options.Token is not { } token || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        var shown = context.Request.Headers.Authorization.ToString();
        if (shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && token.Matches(shown[Scheme.Length..].Trim()))
            return next(context);
        context.Response.Headers.WWWAuthenticate = shown.Length == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "this server asks for its bearer token");
    }
}
