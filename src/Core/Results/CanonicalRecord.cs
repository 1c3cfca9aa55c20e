using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sweep.Core.Results;

/// <summary>One record of a canonical form: gathers its payload, then writes tag, length and payload.</summary>
internal sealed class CanonicalRecord
{
    private readonly ArrayBufferWriter<byte> _payload = new(512);

    public void Add(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_payload.GetSpan(sizeof(int)), value);
        _payload.Advance(sizeof(int));
    }

    public void Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_payload.GetSpan(sizeof(long)), value);
        _payload.Advance(sizeof(long));
    }

    // The sign and payload of a NaN differ between processors and instructions, so one pattern stands for all.
    public void Add(double value)
        => Add(double.IsNaN(value) ? 0x7FF8_0000_0000_0000L : BitConverter.DoubleToInt64Bits(value));

    public void Add(float value)
        => Add(float.IsNaN(value) ? 0x7FC0_0000 : BitConverter.SingleToInt32Bits(value));

    public void Add(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Add(length);
        Encoding.UTF8.GetBytes(value, _payload.GetSpan(length));
        _payload.Advance(length);
    }

    public void Flush(IBufferWriter<byte> output, byte tag)
    {
        var head = output.GetSpan(1 + sizeof(int));
        head[0] = tag;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], _payload.WrittenCount);
        output.Advance(1 + sizeof(int));
        output.Write(_payload.WrittenSpan);
    }
}
