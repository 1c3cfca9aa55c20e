using System.Text;
using Dapper;
using Npgsql;
using Sweep.Storage.Postgres;

namespace Sweep.Storage.Tests.Postgres;

public sealed class PlanTests(PostgresServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_statement_of_a_lane_reads_a_whole_table_whatever_the_statistics_say(bool finished)
    {
        var url = await server.NewRecordAsync();
        await using (var store = await PostgresRecord.OpenAsync(url))
        {
            await store.CreateAsync(Sample.Sweep("s"));
            await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
            {
                await store.ClaimAsync("s", i, "o", Sample.Time);
                if (finished)
                    await store.FinishAsync("s", i, 1, Sample.Finished());
            }));
        }

        await using var connections = new PostgresConnections(PostgresUrl.Parse(url), null);
        await using var connection = await connections.WriterAsync(CancellationToken.None);
        await connection.ExecuteAsync("ANALYZE trials; ANALYZE epochs; ANALYZE checkpoints");
        await connection.ExecuteAsync(LaneStatements.Configure);
        var steps = TrialSteps.For([.. Enumerable.Range(1000, 40).SelectMany(Writes)], _ => { });
        Assert.Equal(10, steps.Count);
        foreach (var step in steps)
        {
            var plan = await ExplainAsync(connection, step.Command);
            Assert.DoesNotContain("Seq Scan on", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Index Scan using", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Join Filter", plan, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<TrialWrite> Writes(int trial)
    {
        var none = CancellationToken.None;
        TrialWrite[] writes =
        [
            new ClaimWrite("s", trial, "o", Sample.Time, TimeSpan.Zero, none),
            new AppendWrite("s", trial + 100, 1, EncodedEpoch.Of([Sample.Epoch(1)]), none),
            new CheckpointWrite("s", trial + 200, 1, Sample.Checkpoint(1, 1), none),
            new FailureWrite("s", trial + 300, new AttemptFailure(1, Sample.Time, "o", "broke"), none),
            new ReleaseWrite("s", trial + 400, 1, none),
            new FinishWrite("s", trial + 500, 1, Sample.Finished(), none),
        ];
        foreach (var write in writes)
            write.Key = 1;
        return writes;
    }

    private static async Task<string> ExplainAsync(NpgsqlConnection connection, NpgsqlBatchCommand command)
    {
        await using var explain = new NpgsqlCommand("EXPLAIN " + command.CommandText, connection);
        foreach (NpgsqlParameter parameter in command.Parameters)
            explain.Parameters.Add(parameter.Clone());
        var plan = new StringBuilder();
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            plan.AppendLine(reader.GetString(0));
        return plan.ToString();
    }
}
