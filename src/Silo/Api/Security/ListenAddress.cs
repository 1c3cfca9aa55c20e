using System.Globalization;
using System.Net;
using Sweep.Core.Specs;

namespace Sweep.Silo.Api.Security;

/// <summary>Where a server listens.</summary>
/// <param name="Address">Address of this machine.</param>
/// <param name="Port">Port; 0 for any free one.</param>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>127.0.0.1:7777</c>, <c>[::1]:7777</c>, <c>localhost:7777</c> or <c>0.0.0.0:7777</c>.</summary>
    /// <exception cref="InvalidInputException">It is none of these.</exception>
    public static ListenAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw Wrong(text);
        if (host == "localhost")
            return new(IPAddress.Loopback, port);
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (!IPAddress.TryParse(bracketed ? host[1..^1] : host, out var address)
            || bracketed != (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            || (!bracketed && host.Count(c => c == '.') != 3))
            throw Wrong(text);
        return new(address, port);
    }

    /// <inheritdoc/>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    private static InvalidInputException Wrong(string text)
        => new($"--listen {text}: expected an address of this machine and a port, such as 127.0.0.1:7777, [::1]:7777 or 0.0.0.0:7777");
}
