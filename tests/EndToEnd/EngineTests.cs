namespace Sweep.EndToEnd.Tests;

/// <summary>Specs that ask for an engine that the build does not have.</summary>
public sealed class EngineTests : IDisposable
{
    private const string Refusal = "training.engine is 'torch', but this build has only native; build Sweep with -p:Torch=true to have torch";

    private const string Torch = """
        name: torch
        dataset: iris
        model: {hidden: [8]}
        training: {epochs: 1}
        vary: {engine: [native, torch]}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public async Task Torch_is_refused_where_the_build_has_none_and_nothing_is_written(string verb)
    {
        Assert.SkipWhen(HasTorch, "this build has torch");
        _folder.Write("torch.yaml", Torch);
        var refused = await SweepProcess.RunAsync(_folder, verb, "torch.yaml");
        Assert.Equal((2, "sweep: " + Refusal, ""), (refused.ExitCode, refused.Error.Trim(), refused.Output));
        Assert.Equal(["torch.yaml"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Plan_counts_what_it_would_cost_and_notes_that_it_cannot_run_here()
    {
        Assert.SkipWhen(HasTorch, "this build has torch");
        _folder.Write("torch.yaml", Torch);
        Assert.Contains(Refusal, (await SweepProcess.RunAsync(_folder, "plan", "torch.yaml", "--json")).Json().GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
    }

    [Fact]
    public async Task Server_refuses_it_too_and_has_no_sweep_of_it()
    {
        Assert.SkipWhen(HasTorch, "this build has torch");
        _folder.Write("torch.yaml", Torch);
        using var server = SweepProcess.Start(_folder, "serve", "--listen", "127.0.0.1:0");
        await server.SeeErrorAsync("serving at ");
        var address = server.ErrorSoFar.Split("serving at ")[1].Split(',')[0];
        var refused = await SweepProcess.RunAsync(_folder, "submit", "torch.yaml", "--server", address);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(Refusal, refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await SweepProcess.RunAsync(_folder, "list", "--json", "--server", address)).Json().GetArrayLength());
        server.Signal(SweepProcess.Interrupt);
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
    }

    private static bool HasTorch => File.Exists(Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll"));
}
