using System.Buffers;
using System.Security.Cryptography;

namespace Sweep.Core.Results;

/// <summary>
/// Digest of one trial, made epoch by epoch: SHA-256 over <see cref="CanonicalResult"/>'s form. A resumed training
/// appends the epochs of the record first. Used by one thread.
/// </summary>
public sealed class TrialDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private int _epochs;

    /// <summary>A digest without epochs yet.</summary>
    public TrialDigest() => Restart();

    /// <summary>Adds the next epoch.</summary>
    public void Append(EpochReport epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        CanonicalResult.WriteEpoch(_buffer, epoch);
        Drain();
        _epochs++;
    }

    /// <summary>Adds the result and returns the digest, 64 lower-case hex digits. Afterwards a new trial can begin.</summary>
    public string Finish(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (CanonicalResult.IsPure(result.Outcome))
        {
            CanonicalResult.WriteResult(_buffer, result, _epochs);
        }
        else
        {
            Restart();
            CanonicalResult.WriteOutcome(_buffer, result.Outcome);
        }

        Drain();
        var digest = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Restart();
        return digest;
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Restart()
    {
        _ = _hash.GetHashAndReset();
        _buffer.ResetWrittenCount();
        _epochs = 0;
        CanonicalResult.WriteHeader(_buffer);
        Drain();
    }

    private void Drain()
    {
        _hash.AppendData(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
