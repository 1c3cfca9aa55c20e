using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sweep.Training.Checkpoints;

/// <summary>Collects a checkpoint's body and writes it with header and digest.</summary>
internal sealed unsafe class CheckpointWriter : IDisposable
{
    private readonly MemoryStream _body = new();
    private readonly BinaryWriter _writer;

    /// <summary>An empty body.</summary>
    public CheckpointWriter() => _writer = new BinaryWriter(_body, Encoding.UTF8, leaveOpen: true);

    /// <summary>Appends values.</summary>
    public BinaryWriter Values => _writer;

    /// <summary>Appends floats.</summary>
    public void Floats(float* values, long count)
    {
        for (long at = 0; at < count; at += 1 << 20)
            _writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<float>(values + at, (int)Math.Min(1 << 20, count - at))));
    }

    /// <summary>Writes the checkpoint.</summary>
    public void Complete(byte[] identity, IBufferWriter<byte> output)
    {
        _writer.Flush();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            output.Write(bytes);
        }

        Put(CheckpointFormat.Magic);
        Put(BitConverter.GetBytes(CheckpointFormat.Version));
        Put(BitConverter.GetBytes(_body.Length));
        Put(identity);
        Put(_body.GetBuffer().AsSpan(0, checked((int)_body.Length)));
        output.Write(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _body.Dispose();
    }
}
