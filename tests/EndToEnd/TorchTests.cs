using System.Runtime.CompilerServices;

namespace Sweep.EndToEnd.Tests;

/// <summary>
/// Trials on TorchSharp, by the command of a build that has it: made by <c>dotnet build src/Client -p:Torch=true</c>. Where
/// there is none, these tests are skipped.
/// </summary>
public sealed class TorchTests : IDisposable
{
    private const string Both = """
        name: both
        dataset: digits
        model: {hidden: [128, 128]}
        training: {epochs: 6, batch_size: 16}
        checkpoint: {every_epochs: 1}
        vary: {engine: [torch, native], activation: [relu, tanh]}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Worker_killed_in_a_torch_trial_costs_one_attempt_and_the_digest_is_the_same_again()
    {
        var program = Program();
        _folder.Write("both.yaml", Both);
        using var undisturbed = SweepProcess.StartProgram(program, _folder, "run", "both.yaml", "--json", "--quiet", "--workers", "2", "--store", "whole.db");
        var whole = (await undisturbed.EndAsync()).Digest();
        using var process = SweepProcess.StartProgram(program, _folder, "run", "both.yaml", "--json", "--workers", "1");
        // Before that a worker is asked what there is on this machine.
        await process.SeeErrorAsync("trials,");
        SweepProcess.Signal(await WorkerOf.FindAsync(process), SweepProcess.Kill);
        var end = await process.EndAsync();
        Assert.Equal(whole, end.Digest());
        Assert.Contains("was killed (SIGKILL, exit code 137)", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_says_how_far_its_digest_holds()
    {
        var program = Program();
        _folder.Write("both.yaml", Both.Replace("epochs: 6", "epochs: 1", StringComparison.Ordinal));
        using var process = SweepProcess.StartProgram(program, _folder, "run", "both.yaml", "--quiet");
        Assert.Contains("engine torch: the digest is reproducible on one machine and version, not across machines", (await process.EndAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cuda_is_refused_where_there_is_no_device_and_nothing_is_written()
    {
        var program = Program();
        Assert.SkipWhen(File.Exists("/dev/nvidia0"), "this machine has a device");
        _folder.Write("cuda.yaml", "name: cuda\ndataset: iris\ntraining: {epochs: 1, engine: torch, device: cuda}\n");
        using var process = SweepProcess.StartProgram(program, _folder, "run", "cuda.yaml");
        var refused = await process.EndAsync();
        Assert.Equal((2, "sweep: training.device is 'cuda', but CUDA finds no device on this machine; allowed here: cpu"), (refused.ExitCode, refused.Error.Trim()));
        Assert.Equal(["cuda.yaml"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private static string Program([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "artifacts", "torch", "bin", "Sweep.Client");
        var found = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "sweep.dll", SearchOption.AllDirectories).FirstOrDefault() : null;
        Assert.SkipWhen(found is null, "no build with -p:Torch=true has been made");
        return found!;
    }
}
