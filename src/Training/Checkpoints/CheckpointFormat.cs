using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data;

namespace Sweep.Training.Checkpoints;

/// <summary>
/// Layout of a checkpoint: magic (8 bytes), version (4), length of the body (8), identity of the training (32), body,
/// SHA-256 of all before (32). Numbers are little-endian.
/// </summary>
internal static class CheckpointFormat
{
    /// <summary>The only version there is.</summary>
    public const int Version = 1;

    /// <summary>Bytes before the body.</summary>
    public const int HeaderBytes = 8 + 4 + 8 + DigestBytes;

    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = 32;

    /// <summary>First bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "SWEEPCKP"u8;

    /// <summary>What a checkpoint and the training that it is resumed by must share.</summary>
    public static byte[] Identity(TrialConfig config, PreparedData data, RandomKey key)
        => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{ConfigText.Of(config)}|{data.Hash}|{data.Features}|{data.Classes}|{data.Task}|{data.Train.Rows}|{data.Validation.Rows}|{data.Test.Rows}|{key.Value}")));
}
