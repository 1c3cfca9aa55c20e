using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Configuration;
using Sweep.Core.Specs.Binding;

namespace Sweep.Core.Specs;

/// <summary>Tells whether two configurations are the same training, so that with the same key they give the same result.</summary>
public static class ConfigIdentity
{
    /// <summary>The first 128 bits of SHA-256 over the configuration's canonical text, with every default in it.</summary>
    public static UInt128 Of(TrialConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(ValueText.Of(config, Catalog.Instance.TrialValue)));
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
