using System.Net;
using Sweep.Core.Specs;
using Sweep.Server;

namespace Sweep.Deploy.Tests.Server;

public sealed class SiloAddressTests
{
    private static readonly IPAddress[] Own = [.. new[] { "127.0.0.1", "10.0.0.7", "10.1.0.9", "fd00::7" }.Select(IPAddress.Parse)];

    [Theory]
    [InlineData("10.0.0.8", "10.0.0.8")]
    [InlineData("10.0.0.0/24", "10.0.0.7")]
    [InlineData("10.0.0.1/24", "10.0.0.7")]
    [InlineData("10.1.0.9/32", "10.1.0.9")]
    [InlineData("fd00::/16", "fd00::7")]
    public void An_address_is_itself_and_a_network_the_one_address_in_it(string text, string expected)
        => Assert.Equal(IPAddress.Parse(expected), SiloAddress.Read(text, () => Own));

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.7 and 10.1.0.9")]
    [InlineData("192.168.0.0/16", "no address of this machine is in that network; it has 127.0.0.1, 10.0.0.7, 10.1.0.9, fd00::7")]
    [InlineData("silo-1", "must be an IP address, or a network")]
    [InlineData("", "must be an IP address, or a network")]
    public void What_means_no_address_or_several_is_refused_with_what_there_is(string text, string said)
        => Assert.Contains(said, Assert.Throws<InvalidInputException>(() => SiloAddress.Read(text, () => Own)).Message, StringComparison.Ordinal);

    [Fact]
    public void This_machine_has_loopback() => Assert.Equal(IPAddress.Loopback, SiloAddress.Read("127.0.0.0/8", SiloAddress.OfThisMachine));
}
