using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sweep.Torch.Tests;

/// <summary>What a program says whose native libraries are missing or do not fit, tried in processes of their own: this one has loaded them.</summary>
public sealed class LoadingTests
{
    private const string Marker = "SWEEP_TORCH_LOADS";

    // Run as a process of its own by the tests below, where it prints what loading says.
    [Fact]
    public void Libraries_load_or_the_reason_is_told()
    {
        try
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"loaded libtorch {TorchEngine.Load().Version}");
        }
        catch (TorchUnavailableException exception) when (Environment.GetEnvironmentVariable(Marker) is not null)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(exception.Message);
        }
    }

    [Fact]
    public async Task Missing_libraries_are_told_with_the_build_that_has_them()
    {
        using var folder = new ProgramFolder(file => !file.Contains("torch", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal));
        Assert.Contains("build the program with -p:Torch=true, which takes them from the package TorchSharp-cpu", await Said(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_needs_a_newer_libstdcxx_is_told_with_what_mends_it_and_the_script_mends_it()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "libstdc++ is Linux's");
        var package = Directory.EnumerateDirectories(System.IO.Path.Combine(Packages, "torchsharp")).OrderBy(path => path, StringComparer.Ordinal).Last();
        var unfitted = System.IO.Path.Combine(package, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Assert.SkipUnless(File.Exists(unfitted), "the package cache is elsewhere");
        using var folder = new ProgramFolder(file => file != "libsweep_ios_init.so" && file != "libLibTorchSharp.so");
        File.Copy(unfitted, System.IO.Path.Combine(folder.Path, "libLibTorchSharp.so"));
        var said = await Said(folder.Path);
        Assert.SkipWhen(said.Contains("loaded libtorch", StringComparison.Ordinal), "this system's libstdc++ is new enough");
        Assert.Contains("eng/torch/fit-libstdcxx.sh", said, StringComparison.Ordinal);
        Assert.Contains("GLIBCXX_3.4.32", said, StringComparison.Ordinal);

        var script = Repository.Path("eng", "torch", "fit-libstdcxx.sh");
        Assert.Equal((0, true), await Fit(script, folder.Path, "fitted "));
        Assert.Equal((0, true), await Fit(script, folder.Path, "already fitted"));
        Assert.Contains("loaded libtorch", await Said(folder.Path), StringComparison.Ordinal);
        Assert.Equal((1, true), await Fit(script, System.IO.Path.GetTempPath(), "holds no libLibTorchSharp.so"));
    }

    private static string Packages
        => Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task<string> Said(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.Combine(folder, "Sweep.Torch.Tests.dll"), "-method", $"*{nameof(Libraries_load_or_the_reason_is_told)}", "-showLiveOutput"]);
        start.Environment[Marker] = "1";
        return (await Run(start)).Text;
    }

    private static async Task<(int Code, bool Says)> Fit(string script, string folder, string words)
    {
        var (code, text) = await Run(new ProcessStartInfo("bash", [script, folder]));
        return (code, text.Contains(words, StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Text)> Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>A folder with links to some of the files beside this program.</summary>
    private sealed class ProgramFolder : IDisposable
    {
        public ProgramFolder(Func<string, bool> takes)
        {
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(file => takes(System.IO.Path.GetFileName(file))))
            {
                var target = System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file));
                // The program itself is copied: a host that follows links would find the libraries beside the original.
                if (new FileInfo(file).Length > 50_000_000)
                    File.CreateSymbolicLink(target, file);
                else
                    File.Copy(file, target);
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("sweep-torch-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
