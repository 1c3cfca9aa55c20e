using System.Buffers;
using System.Buffers.Binary;

namespace Sweep.Workers.Protocol;

/// <summary>
/// Messages over two streams. A message goes in frames of at most 1 MiB: two bytes that mark a frame, the kind, whether more
/// frames follow, the length (32 bits, little-endian), and so many bytes. Memory is taken as bytes arrive, never because a
/// length says so. One thread may read; any may write.
/// </summary>
internal sealed class MessageStream(Stream input, Stream output)
{
    private const int HeaderLength = 8;
    private const int GreatestFrame = 1 << 20;
    private const byte FirstMark = 0xC5;
    private const byte SecondMark = 0x57;

    private readonly Lock _writing = new();
    private readonly byte[] _header = new byte[HeaderLength];
    private readonly byte[] _own = new byte[HeaderLength];

    /// <summary>Called whenever bytes of a message have arrived.</summary>
    public Action Heard { get; init; } = static () => { };

    /// <summary>Sends a message.</summary>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public void Write(MessageKind kind, ReadOnlySpan<byte> body = default)
    {
        if (body.Length > Message.GreatestBody(kind))
            throw new ProtocolException($"a message {kind} of {body.Length} bytes is longer than it may be, {Message.GreatestBody(kind)}");
        lock (_writing)
        {
            do
            {
                var part = body[..Math.Min(body.Length, GreatestFrame)];
                body = body[part.Length..];
                (_own[0], _own[1], _own[2], _own[3]) = (FirstMark, SecondMark, (byte)kind, body.IsEmpty ? (byte)0 : (byte)1);
                BinaryPrimitives.WriteInt32LittleEndian(_own.AsSpan(4), part.Length);
                output.Write(_own);
                output.Write(part);
            }
            while (!body.IsEmpty);
            output.Flush();
        }
    }

    /// <summary>The next message; null at the stream's end.</summary>
    /// <exception cref="ProtocolException">The bytes are no message, or the stream ends within one.</exception>
    public Message? Read()
    {
        if (!TryReadHeader(out var kind, out var more, out var length))
            return null;
        if (!more && length == 0)
            return new(kind, default);
        var body = new ArrayBufferWriter<byte>(Math.Max(length, 1));
        while (true)
        {
            if ((long)body.WrittenCount + length > Message.GreatestBody(kind))
                throw new ProtocolException($"a message {kind} is longer than it may be, {Message.GreatestBody(kind)} bytes");
            Fill(body.GetSpan(Math.Max(length, 1))[..length]);
            body.Advance(length);
            Heard();
            if (!more)
                return new(kind, body.WrittenMemory);
            if (!TryReadHeader(out var next, out more, out length) || next != kind)
                throw new ProtocolException($"a message {kind} breaks off after {body.WrittenCount} bytes");
        }
    }

    private bool TryReadHeader(out MessageKind kind, out bool more, out int length)
    {
        (kind, more, length) = (default, false, 0);
        var read = input.ReadAtLeast(_header, HeaderLength, throwOnEndOfStream: false);
        if (read == 0)
            return false;
        if (_header[0] != FirstMark || (read > 1 && _header[1] != SecondMark))
            throw new ProtocolException($"there are bytes on the stream that are no message: {Convert.ToHexString(_header, 0, read)}");
        if (read < HeaderLength)
            throw new ProtocolException("the stream ends within a message");
        kind = (MessageKind)_header[2];
        length = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(4));
        more = _header[3] == 1;
        if (!Enum.IsDefined(kind) || _header[3] > 1 || length is < 0 or > GreatestFrame)
            throw new ProtocolException($"a frame is none of this protocol: {Convert.ToHexString(_header)}");
        Heard();
        return true;
    }

    private void Fill(Span<byte> part)
    {
        try
        {
            input.ReadExactly(part);
        }
        catch (EndOfStreamException exception)
        {
            throw new ProtocolException("the stream ends within a message", exception);
        }
    }
}
