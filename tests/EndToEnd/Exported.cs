namespace Sweep.EndToEnd.Tests;

/// <summary>A small sweep that was run once; each test gets a copy of its folder.</summary>
public sealed class Exported : IAsyncLifetime
{
    private const string Small = """
        name: small
        dataset: iris
        model: {hidden: [8]}
        training: {epochs: 3, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05}}}
        probes: {histogram: 1}
        vary:
          activation: [relu, tanh]
          dropout: [0, 0.3]
        """;

    private readonly TempFolder _folder = new();

    /// <summary>The sweep's id.</summary>
    public string Id { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _folder.Write("small.yaml", Small);
        Id = (await SweepProcess.RunAsync(_folder, "run", "small.yaml", "--json", "--quiet")).Json().GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal TempFolder Copy()
    {
        var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(copy.Path, Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }

        return copy;
    }
}
