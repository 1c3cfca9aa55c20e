using System.Buffers.Binary;
using System.Text;

namespace Sweep.Core.Results;

/// <summary>Reads what <see cref="BinaryForm"/> wrote; a form cut short throws <see cref="FormatException"/>.</summary>
internal ref struct BinaryFormReader(ReadOnlySpan<byte> input)
{
    private ReadOnlySpan<byte> _rest = input;

    public readonly bool AtEnd => _rest.IsEmpty;

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public double ReadDouble() => BitConverter.Int64BitsToDouble(ReadInt64());

    public float ReadSingle() => BitConverter.Int32BitsToSingle(ReadInt32());

    public string? ReadText()
    {
        var length = ReadInt32();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>A count of items that take at least <paramref name="leastSize"/> bytes each, checked against what is left.</summary>
    public int ReadCount(int leastSize)
    {
        var count = ReadInt32();
        if (count < 0 || (long)count * leastSize > _rest.Length)
            throw new FormatException($"a list of {count} items does not fit into the {_rest.Length} bytes that are left");
        return count;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new FormatException($"{count} bytes are wanted where {_rest.Length} are left");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
