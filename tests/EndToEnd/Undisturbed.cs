namespace Sweep.EndToEnd.Tests;

/// <summary>A sweep that was run once, whole, for all tests that hold another run of it against its digest.</summary>
public abstract class Undisturbed(string spec) : IAsyncLifetime
{
    /// <summary>Its digest.</summary>
    public string Digest { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        using var folder = new TempFolder();
        folder.Write("spec.yaml", spec);
        Digest = (await SweepProcess.RunAsync(folder, "run", "spec.yaml", "--json", "--quiet")).Digest();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
