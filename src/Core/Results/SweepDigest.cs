using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Sweep.Core.Results;

/// <summary>
/// Digest of a sweep: SHA-256 over a version (int32), then index (int64, little-endian) and trial digest (32 bytes) of
/// every trial with a result, by index. Takes the trials one by one. Used by one thread.
/// </summary>
public sealed class SweepDigest : IDisposable
{
    /// <summary>Version of the form; part of every digest.</summary>
    public const int Version = 1;

    private const int DigestBytes = 32;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _last = -1;

    /// <summary>A digest without trials yet.</summary>
    public SweepDigest()
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, Version);
        _hash.AppendData(header);
    }

    /// <summary>Trials added.</summary>
    public long Trials { get; private set; }

    /// <summary>Adds the trial with the next greater index.</summary>
    /// <param name="index">The trial's index.</param>
    /// <param name="digest">The trial's digest, 64 hex digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not above the one before.</exception>
    /// <exception cref="ArgumentException">The digest is not a SHA-256 in hex.</exception>
    public void Append(long index, string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(index, _last);
        Span<byte> entry = stackalloc byte[sizeof(long) + DigestBytes];
        BinaryPrimitives.WriteInt64LittleEndian(entry, index);
        var status = Convert.FromHexString(digest, entry[sizeof(long)..], out var read, out var written);
        if (status != System.Buffers.OperationStatus.Done || written != DigestBytes || read != digest.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the digest of trial {index} is '{digest}', not 64 hex digits"), nameof(digest));

        _hash.AppendData(entry);
        _last = index;
        Trials++;
    }

    /// <summary>The digest of the trials added so far, 64 lower-case hex digits; more can follow.</summary>
    public string Current() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
