namespace Sweep.EndToEnd.Tests;

/// <summary>The sweep that <see cref="ServeTests"/> submits to servers, run here.</summary>
public sealed class ServedSweep() : Undisturbed(Spec)
{
    internal const string Spec = """
        name: served
        dataset: digits
        model: {hidden: [32, 32]}
        training: {epochs: 6, batch_size: 32, optimizer: {sgd: {learning_rate: 0.05, momentum: 0.9}}}
        vary:
          activation: [sigmoid, tanh, relu]
          dropout: [0, 0.3]
        replicates: 6
        """;
}
