using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Sweep.Reporting.Export;

/// <summary>
/// An event file of TensorBoard: messages of tensorboard/compat/proto/event.proto, each framed as a TFRecord: its length
/// (8 bytes, little-endian), the length's masked CRC-32C, the message and its masked CRC-32C.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private readonly FileStream _file;
    private readonly ProtoWriter _event = new();

    /// <summary>Makes an event file in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="at">When the run began; part of the file's name.</param>
    public EventFile(string folder, DateTimeOffset at)
    {
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{at.ToUnixTimeSeconds():d10}.sweep");
        _file = new(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Write(at, 0, e => e.Text(3, "brain.Event:2"));
    }

    /// <summary>Adds an event whose summary has these values.</summary>
    public void AddSummary(DateTimeOffset at, long step, Action<ProtoWriter> values) => Write(at, step, e => e.Message(5, values));

    /// <summary>CRC-32C, rotated and shifted, so that it can be stored beside the bytes that it covers.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8u;
    }

    public void Dispose() => _file.Dispose();

    private void Write(DateTimeOffset at, long step, Action<ProtoWriter> content)
    {
        _event.Clear();
        _event.Double(1, (at - DateTimeOffset.UnixEpoch).TotalSeconds);
        if (step != 0)
            _event.Whole(2, step);
        content(_event);
        var message = _event.Written;
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        _file.Write(head);
        _file.Write(message);
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedCrc(message));
        _file.Write(tail);
    }
}
