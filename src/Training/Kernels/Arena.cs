using System.Runtime.InteropServices;

namespace Sweep.Training.Kernels;

/// <summary>
/// The one block of memory that a training works in. Whoever needs buffers asks for them in a fixed order; asked on a
/// measuring arena the same code tells how much memory it will need.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    private const int Alignment = 64;

    private byte* _base;
    private nuint _used;

    /// <summary>An arena that only counts: its pointers must not be followed.</summary>
    public Arena()
    {
    }

    /// <summary>An arena of this many bytes, all zero.</summary>
    public Arena(nuint capacity)
    {
        ArgumentOutOfRangeException.ThrowIfZero(capacity);
        Capacity = capacity;
        _base = (byte*)NativeMemory.AlignedAlloc(capacity, Alignment);
        NativeMemory.Clear(_base, capacity);
    }

    /// <summary>Gives back the memory of an arena that nobody disposed of.</summary>
    ~Arena() => NativeMemory.AlignedFree(_base);

    /// <summary>Bytes that it holds; 0 for one that only counts.</summary>
    public nuint Capacity { get; }

    /// <summary>Bytes handed out.</summary>
    public nuint Used => _used;

    /// <summary>The next floats, aligned to a cache line.</summary>
    public float* Floats(long count) => (float*)Take((nuint)count * sizeof(float));

    /// <summary>Takes everything back and clears it.</summary>
    public void Reset()
    {
        NativeMemory.Clear(_base, _used);
        _used = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_base);
        _base = null;
        GC.SuppressFinalize(this);
    }

    private byte* Take(nuint bytes)
    {
        var start = _used;
        _used += (bytes + Alignment - 1) / Alignment * Alignment;
        if (Capacity == 0)
            return (byte*)(start + Alignment);
        if (_used > Capacity)
            throw new InvalidOperationException("The arena was measured smaller than it is used.");
        return _base + start;
    }
}
