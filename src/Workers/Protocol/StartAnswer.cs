using System.Buffers;
using Sweep.Core.Results;

namespace Sweep.Workers.Protocol;

/// <summary>A training is ready.</summary>
/// <param name="DataHash">Hash of the data that it trains on.</param>
/// <param name="Last">The report of the epoch that it goes on from; null where it begins anew.</param>
internal sealed record StartAnswer(string DataHash, EpochReport? Last)
{
    /// <summary>As a message's body.</summary>
    public byte[] ToBody()
    {
        var report = new ArrayBufferWriter<byte>();
        if (Last is not null)
            EpochReportCodec.Write(report, Last);
        return Body.Write(writer =>
        {
            writer.Write(DataHash);
            writer.Write(report.WrittenSpan);
        });
    }

    /// <summary>From a message.</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static StartAnswer Read(Message message)
        => Body.Read(message, reader => new StartAnswer(reader.ReadString(), EpochReportCodec.Read(reader.ReadBytes(message.Body.Length)).SingleOrDefault()));
}
