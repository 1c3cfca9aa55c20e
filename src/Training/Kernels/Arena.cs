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
    private readonly nuint _capacity;
    private nuint _used;

    /// <summary>An arena that only counts: its pointers must not be followed.</summary>
    public Arena()
    {
    }

    /// <summary>An arena of this many bytes, all zero.</summary>
    public Arena(nuint capacity)
    {
        ArgumentOutOfRangeException.ThrowIfZero(capacity);
        _capacity = capacity;
        _base = (byte*)NativeMemory.AlignedAlloc(capacity, Alignment);
        NativeMemory.Clear(_base, capacity);
    }

    /// <summary>Bytes handed out.</summary>
    public nuint Used => _used;

    /// <summary>The next floats, aligned to a cache line.</summary>
    public float* Floats(long count) => (float*)Take((nuint)count * sizeof(float));

    /// <summary>The next whole numbers, aligned to a cache line.</summary>
    public int* Integers(long count) => (int*)Take((nuint)count * sizeof(int));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_base);
        _base = null;
    }

    private byte* Take(nuint bytes)
    {
        var start = _used;
        _used += (bytes + Alignment - 1) / Alignment * Alignment;
        if (_capacity == 0)
            return (byte*)(start + Alignment);
        if (_used > _capacity)
            throw new InvalidOperationException("The arena was measured smaller than it is used.");
        return _base + start;
    }
}
