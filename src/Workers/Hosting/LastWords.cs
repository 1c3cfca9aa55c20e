using System.Text;

namespace Sweep.Workers.Hosting;

/// <summary>The end of what a worker wrote to its standard error, however much and in however long lines. Safe on any thread.</summary>
internal sealed class LastWords
{
    private const int Kept = 2_000;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(StreamReader reader)
    {
        var part = new char[1_024];
        while (await reader.ReadAsync(part).ConfigureAwait(false) is var read and > 0)
        {
            lock (_gate)
            {
                _text.Append(part, 0, read);
                if (_text.Length > Kept)
                    _text.Remove(0, _text.Length - Kept);
            }
        }
    }

    /// <summary>The last lines, in one; empty where it wrote nothing.</summary>
    public override string ToString()
    {
        lock (_gate)
            return string.Join(" | ", _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
