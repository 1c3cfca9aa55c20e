namespace Sweep.EndToEnd.Tests;

/// <summary>What sweeps whose process is killed have in common. Their tests stand in classes of their own, so that they run side by side.</summary>
internal static class Crashes
{
    public const string Quick = """
        name: quick
        dataset: digits
        model: {hidden: [32, 32]}
        training: {epochs: 15, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu]
          init: [xavier_uniform, he_normal]
        replicates: 2
        """;

    /// <summary>Goes on with the record's sweep, or begins it where no process lived long enough to do so.</summary>
    public static async Task<SweepProcess> StartAsync(TempFolder folder, string store, bool begun, params string[] options)
    {
        if (!begun && File.Exists(Path.Combine(folder.Path, store)))
        {
            var listed = await SweepProcess.RunAsync(folder, "list", "--json", "--store", store);
            begun = listed.ExitCode == 0 && listed.Json().GetArrayLength() > 0;
            if (listed.ExitCode != 0)
                Assert.Contains("is empty: no sweep was ever run into it", listed.Error, StringComparison.Ordinal);
        }

        var (verb, what) = begun ? ("resume", "quick") : ("run", "quick.yaml");
        return SweepProcess.Start(folder, [verb, what, "--json", "--store", store, .. options]);
    }
}
