namespace Sweep.Reporting.Export;

/// <summary>The tables of trials, epochs and gradients as files of lines, in one pass over the record.</summary>
internal static class TableExport
{
    /// <summary>Writes the three files; they stay open.</summary>
    public static async Task WriteAsync(ExportSource source, RowFile trials, RowFile epochs, RowFile gradients, CancellationToken cancellation)
    {
        await foreach (var trial in source.ReadAsync(cancellation).ConfigureAwait(false))
        {
            ExportRows.AddTrial(trials.Row, source.Plan, source.Factors, trial);
            await trials.EndRowAsync(cancellation).ConfigureAwait(false);
            foreach (var epoch in trial.Epochs)
            {
                ExportRows.AddEpoch(epochs.Row, trial.Trial.Index, epoch);
                await epochs.EndRowAsync(cancellation).ConfigureAwait(false);
                foreach (var layer in epoch.Layers)
                {
                    ExportRows.AddLayer(gradients.Row, trial.Trial.Index, epoch.Epoch, layer);
                    await gradients.EndRowAsync(cancellation).ConfigureAwait(false);
                }
            }
        }
    }
}
