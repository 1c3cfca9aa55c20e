using System.Diagnostics;

namespace Sweep.Deploy.Tests.Fixture;

/// <summary>Runs other programs to their end.</summary>
internal static class Tool
{
    /// <summary>Whether a program is on the path.</summary>
    public static bool IsThere(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Skips the test where a program is missing; fails it in CI if it is one that CI installs.</summary>
    public static void Need(string program, bool always)
    {
        var there = IsThere(program);
        Assert.False(always && !there && Environment.GetEnvironmentVariable("CI") == "true", $"{program} is missing, and CI installs it");
        Assert.SkipUnless(there, $"{program} is not installed");
    }

    /// <summary>Runs a program; its exit code and all that it said.</summary>
    public static async Task<(int Code, string Output, string Error)> TryAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file.Contains('/', StringComparison.Ordinal) ? Repository.PathOf(file) : file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a program that must succeed, and gives its output.</summary>
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var (code, output, error) = await TryAsync(file, arguments);
        Assert.True(code == 0, $"{file} {string.Join(' ', arguments)} ended with {code}\n{output}\n{error}");
        return output;
    }
}
