using System.Diagnostics;

namespace Sweep.Training.Tests.Disassembly;

/// <summary>Another process of these tests that calls the hot kernels while the runtime lists their machine code.</summary>
internal static class KernelProcess
{
    private const string Patterns = "Sweep.Training.Kernels.*:* Sweep.Training.VectorMath.*:*";

    private static readonly string Method = $"{typeof(HotKernelTests).FullName}.{nameof(HotKernelTests.Each_hot_kernel_writes_numbers)}";

    private static string Program
        => Path.ChangeExtension(typeof(KernelProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);

    /// <summary>Where the listing of a vector width is kept.</summary>
    public static string PathOf(int bits) => Path.Combine(AppContext.BaseDirectory, $"kernels-{bits}.asm");

    /// <summary>The command that makes the listing of a vector width.</summary>
    public static string CommandOf(int bits)
        => string.Join(' ', Knobs(bits).Select(knob => $"{knob.Name}='{knob.Value}'")) + $" {Program} -method {Method}";

    public static IReadOnlyList<ListedMethod> List(int bits)
    {
        File.Delete(PathOf(bits));
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add(Method);
        foreach (var (name, value) in Knobs(bits))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {text} {error.Result}");
        return Listing.Parse(File.ReadLines(PathOf(bits)));
    }

    private static IEnumerable<(string Name, string Value)> Knobs(int bits)
    {
        if (bits == 256)
            yield return ("DOTNET_EnableAVX512", "0");
        yield return ("DOTNET_TieredCompilation", "0");
        yield return ("DOTNET_JitDisasm", Patterns);
        yield return ("DOTNET_JitStdOutFile", PathOf(bits));
    }
}
