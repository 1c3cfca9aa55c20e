using Npgsql;

namespace Sweep.Storage.Postgres;

/// <summary>One statement of those that are sent together.</summary>
/// <param name="Command">The statement with its parameters.</param>
/// <param name="Row">Takes each row of the answer; null where the statement answers no rows.</param>
internal sealed record GroupStep(NpgsqlBatchCommand Command, Action<NpgsqlDataReader>? Row = null)
{
    /// <summary>Sends statements in one round trip and reads all their answers.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<GroupStep> steps)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in steps)
            batch.BatchCommands.Add(step.Command);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        // Statements without rows are passed over by the reader itself.
        foreach (var take in steps.Select(s => s.Row).OfType<Action<NpgsqlDataReader>>())
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
                take(reader);
            await reader.NextResultAsync().ConfigureAwait(false);
        }
    }
}
