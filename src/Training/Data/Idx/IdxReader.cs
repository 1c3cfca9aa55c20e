using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Sweep.Core.Specs;

namespace Sweep.Training.Data.Idx;

/// <summary>
/// Reads one IDX file of bytes, plain or compressed by gzip (Y. LeCun, C. Cortes, C. Burges, "The MNIST database"): a magic
/// number 0, 0, 8, dimensions, then each dimension as a big-endian 32-bit number, then the bytes. No more is decompressed
/// than the dimensions announce, and those are checked first.
/// </summary>
internal static class IdxReader
{
    /// <summary>Most bytes that the dimensions may announce.</summary>
    public const long MaxBytes = FeatureTable.MaxValues;

    /// <summary>Reads a file.</summary>
    /// <param name="stream">Its content, from its start; must be seekable.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="dimensions">The number of dimensions it must have.</param>
    /// <exception cref="InvalidInputException">Its magic number, dimensions or length are wrong.</exception>
    public static IdxArray Read(Stream stream, string file, int dimensions)
    {
        Span<byte> start = stackalloc byte[2];
        var length = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        if (length < 2 || start[0] != 0x1F || start[1] != 0x8B)
            return ReadPlain(stream, file, dimensions);
        try
        {
            using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            return ReadPlain(plain, file, dimensions);
        }
        catch (InvalidDataException e)
        {
            throw ProblemList.Single(file, $"is damaged: {e.Message}");
        }
    }

    private static IdxArray ReadPlain(Stream stream, string file, int dimensions)
    {
        var head = new byte[4 + (4 * dimensions)];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < 4 || head[0] != 0 || head[1] != 0 || head[2] != 8 || head[3] != dimensions)
            throw ProblemList.Single(file, $"is no IDX file of bytes with {dimensions} dimension{(dimensions == 1 ? "" : "s")}: it must begin with 00 00 08 {dimensions:X2}, and begins with {(length == 0 ? "nothing" : Convert.ToHexString(head.AsSpan(0, Math.Min(4, length))))}");
        if (length < head.Length)
            throw ProblemList.Single(file, "ends before its dimensions do");

        var sizes = new int[dimensions];
        var total = 1L;
        for (var i = 0; i < dimensions; i++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4 + (4 * i)));
            total = size == 0 || size > MaxBytes || total > MaxBytes ? MaxBytes + 1 : total * size;
            sizes[i] = (int)Math.Min(size, int.MaxValue);
        }

        if (total > MaxBytes)
            throw ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"announces {string.Join(" × ", sizes)} bytes; each dimension must be at least 1 and the whole at most {MaxBytes:N0}"));
        return new(sizes, ReadContent(stream, file, (int)total));
    }

    private static byte[] ReadContent(Stream stream, string file, int total)
    {
        // Memory is taken as bytes come, so that a short file that announces much costs little.
        using var content = new MemoryStream(Math.Min(total, 1 << 20));
        var block = new byte[1 << 16];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            if (content.Length + read > total)
                throw ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"goes on after the {total:N0} bytes that its dimensions announce"));
            content.Write(block, 0, read);
        }

        return content.Length == total
            ? content.ToArray()
            : throw ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"ends after {content.Length:N0} of the {total:N0} bytes that its dimensions announce"));
    }
}
