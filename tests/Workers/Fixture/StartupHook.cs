using System.Runtime.InteropServices;

#pragma warning disable CA1050 // The runtime looks for this name outside any namespace.

/// <summary>
/// Runs in a worker before its own code, where DOTNET_STARTUP_HOOKS names this file. Writes to standard output what does not
/// belong there, from managed and from native code, once the worker has begun to work, and aborts as native code may do when
/// it is sent SIGUSR1: a signal to abort that comes from outside .NET does not heed.
/// </summary>
internal static class StartupHook
{
    private const int Output = 1;

    private static PosixSignalRegistration? _registration;

    public static void Initialize()
    {
        var chatter = new Thread(Chatter) { IsBackground = true };
        _registration = PosixSignalRegistration.Create(
            (PosixSignal)Sweep.Workers.Tests.Fixture.Workers.Abort,
            _ =>
            {
                // It is to die with its words said, however busy the machine is.
                chatter.Join();
                abort();
            });
        chatter.Start();
    }

    private static void Chatter()
    {
        // Until then standard output is not the worker's.
        while (!ReferenceEquals(Console.Out, Console.Error))
            Thread.Yield();
        for (var i = 0; i < 20; i++)
        {
            Console.WriteLine("managed noise");
            Console.Out.Flush();
            var words = "native noise\n"u8.ToArray();
            if (write(Output, words, words.Length) < 0)
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void abort();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint write(int descriptor, byte[] bytes, nint count);
}
