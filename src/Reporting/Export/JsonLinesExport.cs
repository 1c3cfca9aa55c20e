namespace Sweep.Reporting.Export;

/// <summary>The tables as JSON Lines: trials.jsonl, epochs.jsonl and gradients.jsonl. One trial is in memory at a time.</summary>
public sealed class JsonLinesExport : IExportFormat
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Entries { get; } = ["trials.jsonl", "epochs.jsonl", "gradients.jsonl"];

    /// <inheritdoc/>
    public void Check(ExportSource source)
    {
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ExportSource source, ExportTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var trials = new JsonLinesFile(target.Temporary(Entries[0]), source.TrialColumns);
        await using var ownedTrials = trials.ConfigureAwait(false);
        var epochs = new JsonLinesFile(target.Temporary(Entries[1]), source.EpochColumns);
        await using var ownedEpochs = epochs.ConfigureAwait(false);
        var gradients = new JsonLinesFile(target.Temporary(Entries[2]), ExportColumns.Gradients);
        await using var ownedGradients = gradients.ConfigureAwait(false);
        await TableExport.WriteAsync(source, trials, epochs, gradients, cancellation).ConfigureAwait(false);
        await trials.CloseAsync(cancellation).ConfigureAwait(false);
        await epochs.CloseAsync(cancellation).ConfigureAwait(false);
        await gradients.CloseAsync(cancellation).ConfigureAwait(false);
    }
}
