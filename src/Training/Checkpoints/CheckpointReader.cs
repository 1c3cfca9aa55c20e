using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sweep.Training.Checkpoints;

/// <summary>Checks a checkpoint whole before a single value of it is used, then reads its body.</summary>
internal sealed unsafe class CheckpointReader : IDisposable
{
    private readonly BinaryReader _reader;

    /// <summary>Opens a checkpoint.</summary>
    /// <exception cref="InvalidCheckpointException">It is damaged or of another training.</exception>
    public CheckpointReader(ReadOnlySpan<byte> checkpoint, byte[] identity)
    {
        if (checkpoint.Length < CheckpointFormat.HeaderBytes + CheckpointFormat.DigestBytes || !checkpoint.StartsWith(CheckpointFormat.Magic))
            throw new InvalidCheckpointException($"This is no checkpoint: {checkpoint.Length} bytes that do not begin as one.");
        var version = BitConverter.ToInt32(checkpoint[8..]);
        if (version != CheckpointFormat.Version)
            throw new InvalidCheckpointException($"The checkpoint has version {version}; this program reads version {CheckpointFormat.Version}.");
        var length = BitConverter.ToInt64(checkpoint[12..]);
        if (length != checkpoint.Length - CheckpointFormat.HeaderBytes - CheckpointFormat.DigestBytes)
            throw new InvalidCheckpointException($"The checkpoint is cut short or too long: a body of {length} bytes was written, {checkpoint.Length} bytes in all were found.");
        if (!SHA256.HashData(checkpoint[..^CheckpointFormat.DigestBytes]).AsSpan().SequenceEqual(checkpoint[^CheckpointFormat.DigestBytes..]))
            throw new InvalidCheckpointException("The checkpoint is damaged: its bytes do not match its digest.");
        if (!checkpoint.Slice(20, CheckpointFormat.DigestBytes).SequenceEqual(identity))
            throw new InvalidCheckpointException("The checkpoint belongs to another training: configuration, data or key differ.");
        _reader = new BinaryReader(new MemoryStream(checkpoint[CheckpointFormat.HeaderBytes..^CheckpointFormat.DigestBytes].ToArray()), Encoding.UTF8);
    }

    /// <summary>Reads values.</summary>
    public BinaryReader Values => _reader;

    /// <summary>Reads floats.</summary>
    public void Floats(float* values, long count)
    {
        for (long at = 0; at < count; at += 1 << 20)
        {
            var bytes = MemoryMarshal.AsBytes(new Span<float>(values + at, (int)Math.Min(1 << 20, count - at)));
            _reader.BaseStream.ReadExactly(bytes);
        }
    }

    /// <summary>Checks that nothing is left.</summary>
    /// <exception cref="FormatException">Something is.</exception>
    public void Complete()
    {
        var left = _reader.BaseStream.Length - _reader.BaseStream.Position;
        if (left > 0)
            throw new FormatException($"{left} bytes are left.");
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
