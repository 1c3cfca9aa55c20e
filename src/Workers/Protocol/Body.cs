using System.Text;

namespace Sweep.Workers.Protocol;

/// <summary>Writes and reads the bodies of messages: little-endian numbers, and UTF-8 texts behind their length.</summary>
internal static class Body
{
    /// <summary>The bytes that were written.</summary>
    public static byte[] Write(Action<BinaryWriter> write)
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            write(writer);
        return stream.ToArray();
    }

    /// <summary>What was read, which must be all that there is.</summary>
    /// <exception cref="ProtocolException">The bytes are cut short, or more than was read.</exception>
    public static T Read<T>(Message message, Func<BinaryReader, T> read)
    {
        using var stream = new MemoryStream(message.Body.ToArray(), writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            var value = read(reader);
            return stream.Position == stream.Length ? value : throw new ProtocolException($"a message {message.Kind} has {stream.Length - stream.Position} bytes too many");
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException or ArgumentException or InvalidOperationException)
        {
            throw new ProtocolException($"a message {message.Kind} cannot be read: {exception.Message}", exception);
        }
    }
}
