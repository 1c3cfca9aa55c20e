using System.Globalization;

namespace Sweep.Training.Data.Csv;

/// <summary>Tells numbers from text.</summary>
internal static class CsvValue
{
    /// <summary>Reads a field's bytes as a number with a decimal point.</summary>
    public static CsvValueKind Read(ReadOnlySpan<byte> bytes, out double number)
    {
        number = double.NaN;
        bytes = bytes.Trim(" \t"u8);
        if (bytes.IsEmpty)
            return CsvValueKind.Empty;
        if (double.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return Math.Abs(number) <= float.MaxValue ? CsvValueKind.Number : CsvValueKind.NotFinite;
        number = double.NaN;
        return IsInfinity(bytes) ? CsvValueKind.NotFinite : CsvValueKind.Text;
    }

    private static bool IsInfinity(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is (byte)'-' or (byte)'+')
            bytes = bytes[1..];
        return bytes.Length == 3 && (bytes[0] | 0x20) == 'i' && (bytes[1] | 0x20) == 'n' && (bytes[2] | 0x20) == 'f';
    }
}
