using System.Text;
using Sweep.Core.Specs;

namespace Sweep.Client.Commands;

/// <summary>Reads a spec named on the command line.</summary>
internal static class SpecFile
{
    private const int GreatestSize = 1 << 20;

    /// <summary>The plan of the spec, and the folder that its relative paths start at.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or is not a valid spec; all that is wrong with it.</exception>
    public static async Task<(SweepPlan Plan, string BaseDirectory)> LoadAsync(string path, CancellationToken cancellation)
    {
        var text = await ReadAsync(path, cancellation);
        var result = SpecCompiler.Compile(text, path == "-" ? "<stdin>" : path);
        var plan = result.Plan ?? throw new InvalidInputException(result.Problems);
        return (plan, path == "-" ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>The text of the spec.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read as text.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            var buffer = new byte[GreatestSize + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            if (length > GreatestSize)
                throw new InvalidInputException([new(path, 0, 0, $"the file is larger than {GreatestSize} bytes, the most that a spec may have")]);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.AsSpan(0, length)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidInputException([new(path, 0, 0, $"the file is not UTF-8 text: {exception.Message}")]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException([new(path, 0, 0, $"the spec cannot be read: {exception.Message}{Nearby(path)}")]);
        }
    }

    private static string Nearby(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder))
            return "";
        var specs = Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(20).ToList();
        return specs.Count == 0 ? "" : $" Specs in that folder: {string.Join(", ", specs)}.";
    }
}
