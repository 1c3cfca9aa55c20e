using Dapper;
using Microsoft.Data.Sqlite;
using Sweep.Storage.Sqlite;

namespace Sweep.Storage.Tests;

/// <summary>A record of schema version 1, filled with the statements of that version.</summary>
internal static class OldRecord
{
    public const int Trials = 20_000;
    public const int Unfinished = 16;

    /// <summary>One sweep <c>old</c>: trials of two epochs each, of which the last ones have no result.</summary>
    public static async Task CreateAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        new Migrator([Migrator.Embedded.Steps[0]]).Apply(connection, path);
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO sweeps (id, name, spec_yaml, spec_hash, base_directory, trials, state, created, updated, version, completed, started)
            VALUES ('old', 'Old', 'name: x', 'ab', '/', @Trials, 2, 1, 2, '0.1.0', @Trials - @Unfinished, @Unfinished);

            WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < @Trials - 1)
            INSERT INTO trials (sweep, trial, attempt, owner, claimed) SELECT 1, n, 1 + n % 3, 'host/0', 5 FROM numbers;

            UPDATE trials
            SET outcome = 1, ending = 1, task = 1, epochs = 2, steps = 68, samples = 2176, best_epoch = 2, train_loss = 0.1, train_score = 0.9,
                validation_loss = 0.2, validation_score = 0.8, test_loss = -0.0, test_score = NULL, diverged_step = 0, diverged_layer = 0,
                weights_hash = 'ff', digest = 'digest ' || trial, started = 7, seconds = 0.5, worker = 'host/0'
            WHERE trial < @Trials - @Unfinished;

            INSERT INTO epochs (sweep, trial, epoch, steps, train_loss, learning_rate, layers)
            SELECT 1, trial, epoch, 34 * epoch, 0.5, 0.1, x'0100' FROM trials, (SELECT 1 AS epoch UNION SELECT 2);
            """,
            new { Trials, Unfinished },
            transaction);
        await transaction.CommitAsync();
    }

    /// <summary>Everything of it is in the record, in whatever version the record is.</summary>
    public static async Task AssertWholeAsync(string path)
    {
        await using var store = await SqliteSweepStore.OpenAsync(path, StoreAccess.ReadWrite, TimeProvider.System);
        Assert.Equal("Old", (await store.FindAsync("old"))!.Name);
        Assert.Equal(new TrialCounts(Trials - Unfinished, 0, 0, 0, Unfinished), await store.CountAsync("old"));
        var next = 0L;
        await foreach (var row in store.ReadTrialsAsync("old"))
        {
            Assert.Equal((next, 1 + (int)(next % 3)), (row.Index, row.Attempt));
            Assert.Equal(next < Trials - Unfinished ? $"digest {next}" : null, row.Finished?.Digest);
            next++;
        }

        Assert.Equal(Trials, next);
        var epochs = 0L;
        await foreach (var row in store.ReadEpochsAsync("old"))
        {
            Assert.Equal((epochs / 2, 1 + (int)(epochs % 2)), (row.Trial, row.Epoch.Epoch));
            epochs++;
        }

        Assert.Equal(2 * Trials, epochs);
        var open = await store.ReadLeasesAsync("old").ToListAsync();
        Assert.Equal(Enumerable.Range(Trials - Unfinished, Unfinished).Select(i => (long)i), open.Select(l => l.Index));
        Assert.All(open, l => Assert.False(l.Live));
    }
}
