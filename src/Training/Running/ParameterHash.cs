using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sweep.Training.Planning;

namespace Sweep.Training.Running;

/// <summary>The digest of a network's parameters.</summary>
internal static unsafe class ParameterHash
{
    /// <summary>SHA-256, lower-case hex, over the bits of all parameters, layer by layer, without padding.</summary>
    public static string Of(NetworkPlan plan, float* parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var segment in plan.Layers.SelectMany(layer => layer.Segments))
        {
            for (var row = 0; row < segment.Rows; row++)
            {
                var values = new ReadOnlySpan<float>(parameters + segment.Offset + ((long)row * segment.Stride), segment.Columns);
                hash.AppendData(MemoryMarshal.AsBytes(values));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
