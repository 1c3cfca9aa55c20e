using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sweep.Core.Results;

/// <summary>Little-endian primitives shared by the binary forms of reports and results.</summary>
internal static class BinaryForm
{
    public static void WriteInt64(this IBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    public static void WriteInt32(this IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    public static void WriteDouble(this IBufferWriter<byte> output, double value)
        => output.WriteInt64(BitConverter.DoubleToInt64Bits(value));

    public static void WriteSingle(this IBufferWriter<byte> output, float value)
        => output.WriteInt32(BitConverter.SingleToInt32Bits(value));

    /// <summary>Whether all values are the NaN that stands for what was not measured, to the bit.</summary>
    public static bool AreMissing(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(double.NaN))
                return false;
        }

        return true;
    }

    /// <summary>Length of the UTF-8 form, then the form; −1 for null.</summary>
    public static void WriteText(this IBufferWriter<byte> output, string? value)
    {
        if (value is null)
        {
            output.WriteInt32(-1);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        output.WriteInt32(bytes.Length);
        output.Write(bytes);
    }
}
