namespace Sweep.EndToEnd.Tests.Report;

/// <summary>A small sweep that was run and reported once for all tests of the page.</summary>
public sealed class Reported : IAsyncLifetime
{
    private const string Spec = """
        name: reported
        description: "Which activation, clip and scale of weights keep these six layers alive?"
        dataset: digits
        model: {width: 32, depth: 6}
        training: {epochs: 6, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, relu, tanh]
          init: [he_normal, {normal: 0.01}, {normal: 1}]
          clip: [none, {norm: 1}]
        replicates: 3
        """;

    private readonly TempFolder _folder = new();

    /// <summary>The sweep's id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The page.</summary>
    public string Path { get; private set; } = "";

    internal TempFolder Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("reported.yaml", Spec);
        Id = (await SweepProcess.RunAsync(_folder, "run", "reported.yaml", "--json", "--quiet")).Json().GetProperty("id").GetString()!;
        var reported = await SweepProcess.RunAsync(_folder, "report", Id);
        Assert.Equal((0, $"{Id}.html"), (reported.ExitCode, reported.Output.Trim()));
        Path = System.IO.Path.Combine(_folder.Path, $"{Id}.html");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
