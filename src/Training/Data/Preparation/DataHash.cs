using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sweep.Training.Data.Preparation;

/// <summary>SHA-256 over prepared sets: their bits in little-endian order, whatever order the processor has.</summary>
internal static class DataHash
{
    /// <summary>Lower-case hex over the number of features and classes, then for each set rows, inputs, labels and targets.</summary>
    public static string Of(int features, int classes, params ReadOnlySpan<SampleSet> sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [features, classes]);
        foreach (var set in sets)
        {
            Append(hash, [set.Rows]);
            Append(hash, set.Inputs);
            Append(hash, set.Labels);
            Append(hash, set.Targets);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<float> values)
        => AppendWords(hash, System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values));

    private static void Append(IncrementalHash hash, ReadOnlySpan<int> values) => AppendWords(hash, values);

    private static void AppendWords(IncrementalHash hash, ReadOnlySpan<int> words)
    {
        Span<byte> block = stackalloc byte[4_096];
        while (!words.IsEmpty)
        {
            var count = Math.Min(words.Length, block.Length / 4);
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteInt32LittleEndian(block[(4 * i)..], words[i]);
            hash.AppendData(block[..(4 * count)]);
            words = words[count..];
        }
    }
}
