using System.Runtime.InteropServices;

namespace Sweep.Training.Tests.Engine;

/// <summary>Floats that end right before a page that must not be touched, and begin right after one: a stray access ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int Read = 1;
    private const int Write = 2;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _start;
    private readonly nuint _length;

    public GuardedMemory(long floats)
    {
        var page = (nuint)Environment.SystemPageSize;
        var bytes = (nuint)floats * sizeof(float);
        var inner = (bytes + page - 1) / page * page;
        _length = inner + (2 * page);
        _start = (byte*)Map(0, _length, Read | Write, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, (nint)_start);
        Assert.Equal(0, Protect(_start, page, 0));
        Assert.Equal(0, Protect(_start + page + inner, page, 0));
        Floats = (float*)(_start + page + inner - bytes);
    }

    public float* Floats { get; }

    public void Dispose() => Assert.Equal(0, Unmap(_start, _length));

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(byte* address, nuint length);
}
