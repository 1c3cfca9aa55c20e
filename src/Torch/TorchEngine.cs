using System.Runtime.InteropServices;
using TorchSharp;

namespace Sweep.Torch;

/// <summary>Loads TorchSharp's native libraries and tells what they offer.</summary>
public static class TorchEngine
{
    private const string Library = "LibTorchSharp";

    /// <summary>Loads the libraries, one thread for each operation, and tells what they offer. Can be called again.</summary>
    /// <exception cref="TorchUnavailableException">They cannot be loaded.</exception>
    public static TorchFacts Load()
    {
        // TorchSharp itself would go on to copy packages about; what is not beside the program is not looked for.
        try
        {
            NativeLibrary.Load(Library, typeof(torch).Assembly, null);
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or NotSupportedException or TypeInitializationException)
        {
            throw new TorchUnavailableException(Explain(exception), exception);
        }

        torch.set_num_threads(1);
        if (torch.get_num_interop_threads() != 1)
            torch.set_num_interop_threads(1);
        return new TorchFacts(torch.__version__, torch.cuda.is_available() ? torch.cuda.device_count() : 0);
    }

    private static string Explain(Exception exception)
    {
        var problem = exception.Message;
        if (problem.Contains("GLIBCXX", StringComparison.Ordinal))
        {
            return "The libraries of engine torch need a newer libstdc++ (GCC 13 or later) than this system has, as Debian 12's; "
                + $"run eng/torch/fit-libstdcxx.sh {AppContext.BaseDirectory} or use a newer system. The loader said: {FirstLine(problem, "GLIBCXX")}";
        }

        return Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu*", SearchOption.AllDirectories).Any()
            ? $"The libraries of engine torch are in {AppContext.BaseDirectory}, but cannot be loaded: {problem}"
            : $"The libraries of engine torch are not in {AppContext.BaseDirectory}; build the program with -p:Torch=true, which takes them from the package TorchSharp-cpu.";
    }

    private static string FirstLine(string text, string word)
        => text.Split('\n').First(line => line.Contains(word, StringComparison.Ordinal)).Trim();
}
