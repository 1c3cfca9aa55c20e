using Dapper;
using Npgsql;
using Sweep.Core.Results;

namespace Sweep.Storage.Postgres;

/// <summary>The open transaction of a <see cref="SoloWrite"/>.</summary>
internal sealed class SoloSession(NpgsqlConnection connection)
{
    // A retry of a large sweep touches very many rows.
    private const int Seconds = 600;

    private readonly Dictionary<long, CountChange> _counts = [];

    /// <summary>What the transaction changes in sweeps' counts.</summary>
    public IReadOnlyDictionary<long, CountChange> Counts => _counts;

    public Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(sql, parameters, commandTimeout: Seconds);

    public Task<T?> FindAsync<T>(string sql, object parameters) => connection.QueryFirstOrDefaultAsync<T?>(sql, parameters, commandTimeout: Seconds);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters)
        => (await connection.QueryAsync<T>(sql, parameters, commandTimeout: Seconds).ConfigureAwait(false)).AsList();

    public void Count(long sweep, TrialOutcome outcome, long change) => CountChange.Of(_counts, sweep).Add(outcome, change);

    public void CountStarted(long sweep, long change) => CountChange.Of(_counts, sweep).Started += change;
}
