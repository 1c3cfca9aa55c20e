using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sweep.Cluster.Tests.Fixture;

/// <summary>Runs other programs to their end.</summary>
internal static class Tool
{
    /// <summary>Runs a program that must succeed, and gives its output.</summary>
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}\n{await output}\n{await error}");
        return await output;
    }

    /// <summary>Sends a signal to a process.</summary>
    public static void Signal(int process, int signal)
    {
        if (kill(process, signal) != 0)
            throw new InvalidOperationException($"signal {signal} could not be sent: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
