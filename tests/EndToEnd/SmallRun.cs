using System.Text.Json;

namespace Sweep.EndToEnd.Tests;

/// <summary>A small sweep that was run once, by two workers and with its outputs, for all tests that look at what a run leaves.</summary>
public sealed class SmallRun : IAsyncLifetime
{
    internal const string Spec = """
        name: small
        dataset: digits
        model: {hidden: [32, 32]}
        training: {epochs: 4, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu]
          init: [xavier_uniform, he_normal, {normal: 0.01}]
          dropout: [0, 0.3]
        replicates: 2
        """;

    private readonly TempFolder _folder = new();

    /// <summary>What it said.</summary>
    public JsonElement Json { get; private set; }

    /// <summary>Its digest.</summary>
    public string Digest => Json.GetProperty("digest").GetString()!;

    /// <summary>Where its outputs are.</summary>
    public string Out => Path.Combine(_folder.Path, "out");

    public async ValueTask InitializeAsync()
    {
        _folder.Write("small.yaml", Spec);
        Json = (await SweepProcess.RunAsync(_folder, "run", "small.yaml", "--json", "--quiet", "--workers", "2", "--out", "out")).Json();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
