using System.Buffers;
using Sweep.Core.Results;

namespace Sweep.Training.Checkpoints;

/// <summary>Writes and reads epoch reports that may be missing, in the form of <see cref="EpochReportCodec"/>.</summary>
internal static class ReportCodec
{
    /// <summary>Writes a report, or that there is none.</summary>
    public static void Write(BinaryWriter writer, EpochReport? report)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (report is not null)
            EpochReportCodec.Write(bytes, report);
        writer.Write(bytes.WrittenCount);
        writer.Write(bytes.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are none of a report's.</exception>
    public static EpochReport? Read(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (length < 0 || length > left)
            throw new FormatException($"A report of {length} bytes does not fit into the {left} bytes that are left.");
        var reports = EpochReportCodec.Read(reader.ReadBytes(length));
        return reports.Count <= 1 ? reports.SingleOrDefault() : throw new FormatException($"{reports.Count} reports stand in the place of one.");
    }
}
