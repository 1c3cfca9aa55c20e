using Xunit.Runner.InProc.SystemConsole;

namespace Sweep.Storage.Tests;

/// <summary>Runs the tests or, where the first argument says so, the process that crash tests start and kill.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is [WriterProcess.Argument, var path])
            return await WriterProcess.RunAsync(path, Console.Out);
        if (args is [WriterProcess.MigrateArgument, var old])
            return await WriterProcess.MigrateAsync(old, Console.Out);
        return args.Any(a => a is "--server" or "--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
