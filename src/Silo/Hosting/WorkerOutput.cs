using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sweep.Silo.Hosting;

/// <summary>Keeps standard output for messages: whatever else would write there, be it native code, writes to standard error.</summary>
internal static class WorkerOutput
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>The stream to the parent, which nothing else in this process knows from now on.</summary>
    public static Stream Take()
    {
        Stream stream;
        if (OperatingSystem.IsWindows())
        {
            stream = Console.OpenStandardOutput();
        }
        else
        {
            var parent = Checked(dup(Output));
            Checked(dup2(Error, Output));
            stream = new FileStream(new SafeFileHandle(parent, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        }

        Console.SetOut(Console.Error);
        return stream;
    }

    private static int Checked(int result)
        => result >= 0 ? result : throw new IOException($"standard output cannot be set aside: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int dup(int descriptor);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int dup2(int from, int to);
}
