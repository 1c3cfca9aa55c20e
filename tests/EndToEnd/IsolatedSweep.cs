namespace Sweep.EndToEnd.Tests;

/// <summary>The sweep whose workers <see cref="IsolationTests"/> finds at work, in one process.</summary>
public sealed class IsolatedSweep() : Undisturbed(Spec)
{
    // Long enough to be found at work, and over soon once it is left alone.
    internal const string Spec = """
        name: long
        dataset: digits
        model: {hidden: [256, 256]}
        training: {epochs: 12, batch_size: 16, optimizer: {sgd: {learning_rate: 0.01, momentum: 0.9}}}
        checkpoint: {every_epochs: 1}
        vary:
          activation: [tanh, relu]
        """;
}
