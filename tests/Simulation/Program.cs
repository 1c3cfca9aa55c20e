using Xunit.Runner.InProc.SystemConsole;

namespace Sweep.Simulation.Tests;

/// <summary>Runs the tests or, where arguments ask for it, schedules.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (CommandLine.Asks(args))
            return new CommandLine(Console.Out).Run(args);
        return args.Any(a => a is "--server" or "--internal-msbuild-node")
            ? Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult()
            : ConsoleRunner.Run(args).GetAwaiter().GetResult();
    }
}
