using System.Runtime.InteropServices;

namespace Sweep.Training.Tests.VectorMath;

/// <summary>
/// Floats that end where an unmapped page begins and start, but for less than a page, where another ends, so that a kernel that
/// leaves its buffer dies at once. Where there is no mprotect, plain memory with canaries.
/// </summary>
internal sealed unsafe class Guarded : IDisposable
{
    private const int Page = 4096;
    private const float Canary = -7.25e21f;
    private readonly nint _map;
    private readonly nuint _size;
    private readonly int _length;

    public Guarded(int length)
    {
        _length = length;
        var body = ((length * sizeof(float)) + Page - 1) / Page * Page;
        body = Math.Max(body, Page);
        _size = (nuint)(body + (2 * Page));
        if (OperatingSystem.IsLinux())
        {
            _map = mmap(0, _size, 3, 0x22, -1, 0);
            if (_map == -1 || mprotect(_map, Page, 0) != 0 || mprotect(_map + Page + body, Page, 0) != 0)
                throw new InvalidOperationException("mmap or mprotect failed");
        }
        else
        {
            _map = (nint)NativeMemory.Alloc(_size);
        }

        Start = (float*)(_map + Page);
        Data = (float*)(_map + Page + body) - length;
        for (var p = Start; p < Data; p++)
            *p = Canary;
    }

    public Guarded(float[] values)
        : this(values.Length) => values.CopyTo(new Span<float>(Data, values.Length));

    /// <summary>The floats; the byte after the last is out of bounds.</summary>
    public float* Data { get; }

    private float* Start { get; }

    public float[] ToArray()
    {
        for (var p = Start; p < Data; p++)
            Assert.Equal(Canary, *p);
        return new Span<float>(Data, _length).ToArray();
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = munmap(_map, _size);
        else
            NativeMemory.Free((void*)_map);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mprotect(nint address, nuint length, int protection);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int munmap(nint address, nuint length);
}
