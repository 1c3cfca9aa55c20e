using Microsoft.Data.Sqlite;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// Writes requests into a record that another process may own: one short transaction on a connection of its own, for
/// which SQLite lets the two wait for each other.
/// </summary>
internal sealed class RequestWriter(string path)
{
    public void Write(string sweep, SweepRequest request, DateTimeOffset at)
    {
        try
        {
            using var connection = Opening.ForRequest(path);
            using var session = new PreparedStatement(connection, WriteStatements.Request);
            if (session.Bind(0, sweep).Bind(1, (long)request).Bind(2, at.UtcTicks).Execute() != 1)
                throw StoreGuard.UnknownSweep(sweep);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(error, path);
        }
    }
}
