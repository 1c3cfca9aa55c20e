using System.Security.Cryptography;

namespace Sweep.Grains.Running;

/// <summary>Names one run of one silo: two runs never share a name, so that what one left behind is never taken for the other's.</summary>
/// <param name="Name">Host, process and a random part.</param>
public sealed record SiloInstance(string Name)
{
    /// <summary>A name for this process.</summary>
    public static SiloInstance Create()
        => new($"{Environment.MachineName}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
}
