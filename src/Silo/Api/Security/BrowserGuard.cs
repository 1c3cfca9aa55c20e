using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sweep.Silo.Api.Security;

/// <summary>
/// Keeps pages that a browser on this machine shows from using a server on loopback. A page of another site can send simple
/// requests there, and by DNS rebinding read the answers too; the first give themselves away by Origin or Sec-Fetch-Site,
/// the second by Host.
/// </summary>
internal sealed class BrowserGuard(RequestDelegate next, ApiOptions options)
{
    /// <summary>Lets a request through, or refuses it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (options.Listen.IsLoopback && !IsOurs(request.Host))
            return Problems.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "this server answers to localhost, 127.0.0.1 and [::1] alone");
        if (IsForeign(request))
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "pages of other sites may not use this server");
        return next(context);
    }

    private bool IsOurs(HostString host)
        => host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host, out var address)
                && (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || address.Equals(options.Listen.Address)));

    private static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }
}
