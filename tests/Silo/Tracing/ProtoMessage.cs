using System.Buffers.Binary;
using System.Text;

namespace Sweep.Silo.Tests.Tracing;

/// <summary>A message of protocol buffers, read by the wire format alone.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var tag = Varint(bytes.Span, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((field, Varint(bytes.Span, ref at), default));
                    break;
                case 1:
                    fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes.Span, ref at);
                    fields.Add((field, 0, bytes.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]), default));
                    at += 4;
                    break;
                case var other:
                    throw new FormatException($"wire type {other}");
            }
        }
    }

    public IEnumerable<ProtoMessage> All(int field) => fields.Where(f => f.Field == field).Select(f => new ProtoMessage(f.Bytes));

    public ProtoMessage One(int field) => All(field).Single();

    public string Text(int field) => Encoding.UTF8.GetString(fields.Single(f => f.Field == field).Bytes.Span);

    public string Hex(int field) => fields.Where(f => f.Field == field).Select(f => Convert.ToHexStringLower(f.Bytes.Span)).SingleOrDefault("");

    public ulong Number(int field) => fields.Where(f => f.Field == field).Select(f => f.Number).SingleOrDefault();

    public bool Has(int field) => fields.Exists(f => f.Field == field);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
    }
}
