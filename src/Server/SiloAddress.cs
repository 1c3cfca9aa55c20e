using System.Net;
using System.Net.NetworkInformation;
using Sweep.Core.Specs;

namespace Sweep.Server;

/// <summary>
/// The address that a silo is reached by. It may be given as a network that one address of this machine is in, so that
/// machines and containers whose addresses are given to them can all be started with the same words.
/// </summary>
internal static class SiloAddress
{
    /// <summary>Reads <c>10.0.0.7</c>, or finds the address that <c>10.0.0.0/24</c> means here.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="own">Addresses of this machine.</param>
    /// <exception cref="InvalidInputException">It is neither, or the network has none or several of this machine's addresses.</exception>
    public static IPAddress Read(string? text, Func<IEnumerable<IPAddress>> own)
    {
        if (IPAddress.TryParse(text, out var address))
            return address;
        if (!IPNetwork.TryParse(text, out var network))
            throw new InvalidInputException($"--address is '{text}', but must be an IP address, or a network that one address of this machine is in, as in 10.0.0.0/24");
        var all = own().Distinct().ToList();
        return all.Where(network.Contains).ToList() switch
        {
            [var one] => one,
            [] => throw new InvalidInputException($"--address {network}: no address of this machine is in that network; it has {string.Join(", ", all)}"),
            var several => throw new InvalidInputException($"--address {network}: {string.Join(" and ", several)} are in that network; give one of them, or a smaller network"),
        };
    }

    /// <summary>The addresses of this machine's interfaces that are up.</summary>
    public static IEnumerable<IPAddress> OfThisMachine()
        => NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address);
}
