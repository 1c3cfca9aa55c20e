using System.Globalization;
using Sweep.Core.Specs;

namespace Sweep.Training.Data;

/// <summary>Reads files whole, within a limit.</summary>
internal static class FileBytes
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">The file as errors name it.</param>
    /// <param name="limit">Most bytes.</param>
    /// <exception cref="InvalidInputException">It cannot be read or is too large.</exception>
    public static byte[] Read(string path, string name, int limit)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            return Read(stream, name, limit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(name, e);
        }
    }

    /// <summary>The error for a file that cannot be opened or read.</summary>
    public static InvalidInputException Unreadable(string name, Exception cause) => ProblemList.Single(name, cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "may not be read, or is no file",
        _ => $"cannot be read: {cause.Message}",
    });

    private static byte[] Read(Stream stream, string name, int limit)
    {
        using var bytes = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, limit) : 0);
        var block = new byte[1 << 16];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            if (bytes.Length + read > limit)
                throw ProblemList.Single(name, string.Create(CultureInfo.InvariantCulture, $"is larger than the {limit >> 20} MiB that are allowed"));
            bytes.Write(block, 0, read);
        }

        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }
}
