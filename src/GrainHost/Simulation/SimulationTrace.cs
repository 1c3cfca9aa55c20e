using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sweep.GrainHost.Simulation;

/// <summary>
/// What happened, one line an event. All of it goes into a hash, so that two runs can be compared without keeping either;
/// it is made into text only where somebody reads it.
/// </summary>
public sealed class SimulationTrace
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly Func<TimeSpan> _now;
    private readonly Action<string>? _reader;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private char[] _line = new char[512];
    private int _length;

    internal SimulationTrace(Func<TimeSpan> now, Action<string>? reader) => (_now, _reader) = (now, reader);

    /// <summary>FNV-1a, 64 bits, over the UTF-16 units of all lines with their times (Fowler, Noll and Vo).</summary>
    public ulong Hash { get; private set; } = Offset;

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    private bool IsHere => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Adds an event.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] TraceLine line)
    {
        // What ran off the simulation's thread is told of elsewhere, and must not garble what is written here.
        if (!IsHere)
            return;
        Events++;
        Mix(_now().Ticks);
        var hash = Hash;
        foreach (var unit in _line.AsSpan(0, _length))
            hash = (hash ^ unit) * Prime;
        Hash = hash;
        _reader?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{_now().TotalSeconds,12:F6}  {_line.AsSpan(0, _length)}"));
    }

    /// <summary>Adds that something happened which is not worth a line.</summary>
    internal void Mix(long now) => Hash = (Hash ^ (ulong)now) * Prime;

    internal void Begin() => _length = IsHere ? 0 : _length;

    internal void Append(ReadOnlySpan<char> text)
    {
        if (!IsHere)
            return;
        while (text.Length > _line.Length - _length)
            Array.Resize(ref _line, _line.Length * 2);
        text.CopyTo(_line.AsSpan(_length));
        _length += text.Length;
    }

    internal void AppendValue<T>(T value)
    {
        if (!IsHere)
            return;
        if (value is ISpanFormattable)
        {
            int written;
            while (!((ISpanFormattable)value).TryFormat(_line.AsSpan(_length), out written, default, CultureInfo.InvariantCulture))
                Array.Resize(ref _line, _line.Length * 2);
            _length += written;
        }
        else
        {
            Append((value?.ToString()).AsSpan());
        }
    }
}
