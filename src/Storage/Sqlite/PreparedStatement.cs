using Microsoft.Data.Sqlite;

namespace Sweep.Storage.Sqlite;

/// <summary>A statement that is compiled once; its parameters are <c>$0</c>, <c>$1</c> … in order. Not for two threads at once.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        var count = 0;
        while (sql.Contains(FormattableString.Invariant($"${count}"), StringComparison.Ordinal))
            count++;
        _parameters = new SqliteParameter[count];
        for (var i = 0; i < count; i++)
            _parameters[i] = _command.Parameters.AddWithValue(FormattableString.Invariant($"${i}"), DBNull.Value);
    }

    public PreparedStatement Bind(int parameter, long value) => Set(parameter, value);

    public PreparedStatement Bind(int parameter, long? value) => Set(parameter, value);

    public PreparedStatement Bind(int parameter, string? value) => Set(parameter, value);

    public PreparedStatement Bind(int parameter, byte[] value) => Set(parameter, value);

    /// <summary>SQLite stores no NaN: NULL stands for it.</summary>
    public PreparedStatement Bind(int parameter, double value) => Set(parameter, double.IsNaN(value) ? null : value);

    /// <summary>Runs the statement and tells how many rows it changed.</summary>
    public int Execute() => _command.ExecuteNonQuery();

    /// <summary>Runs the statement and tells the whole number that it yields; null where it yields no row.</summary>
    public long? QueryNumber() => (long?)_command.ExecuteScalar();

    public void Dispose() => _command.Dispose();

    private PreparedStatement Set(int parameter, object? value)
    {
        _parameters[parameter].Value = value ?? DBNull.Value;
        return this;
    }
}
