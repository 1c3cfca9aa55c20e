using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sweep.Reporting.Export;

/// <summary>
/// Writes one message in Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding). Fields are written in
/// the order of the calls; those that hold their default are left to the caller.
/// </summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message's bytes.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>A field of type int32, int64 or enum.</summary>
    public ProtoWriter Whole(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint(unchecked((ulong)value));
        return this;
    }

    /// <summary>A field of type double.</summary>
    public ProtoWriter Double(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        Fixed(value);
        return this;
    }

    /// <summary>A field of type float.</summary>
    public ProtoWriter Single(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        _bytes.Write(four);
        return this;
    }

    /// <summary>A field of type string.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field that is a message.</summary>
    public ProtoWriter Message(int field, Action<ProtoWriter> fields)
    {
        var inner = new ProtoWriter();
        fields(inner);
        return Bytes(field, inner.Written);
    }

    /// <summary>A repeated field of type double, packed.</summary>
    public ProtoWriter Doubles(int field, IReadOnlyCollection<double> values)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)values.Count * sizeof(double));
        foreach (var value in values)
            Fixed(value);
        return this;
    }

    /// <summary>A field of type bytes.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    private void Fixed(double value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        _bytes.Write(eight);
    }

    private void Varint(ulong value)
    {
        var bytes = _bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
