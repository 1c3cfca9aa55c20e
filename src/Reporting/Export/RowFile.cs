using System.Text;

namespace Sweep.Reporting.Export;

/// <summary>A file of lines, one row each, that is whole on disk once it is closed.</summary>
internal abstract class RowFile : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly FileStream? _file;
    private readonly StreamWriter _writer;

    /// <summary>Makes a file.</summary>
    protected RowFile(string path)
    {
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        _writer = new(_file, Utf8, BufferSize) { NewLine = "\n" };
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    protected RowFile(Stream stream) => _writer = new(stream, Utf8, 1 << 14, leaveOpen: true) { NewLine = "\n" };

    private static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Where the fields of the row go.</summary>
    public abstract IRowWriter Row { get; }

    /// <summary>Writes the row.</summary>
    public abstract Task EndRowAsync(CancellationToken cancellation);

    /// <summary>Writes what is left and flushes it to disk.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        _file?.Flush(flushToDisk: true);
        await DisposeAsync().ConfigureAwait(false);
    }

    public virtual ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>Writes a line's text.</summary>
    protected Task WriteAsync(ReadOnlyMemory<char> text, CancellationToken cancellation) => _writer.WriteAsync(text, cancellation);
}
