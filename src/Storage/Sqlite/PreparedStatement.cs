using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// A statement that is compiled once and bound without boxing; its parameters are <c>$0</c>, <c>$1</c> … in any order.
/// A bound value stays until it is bound anew. Not for two threads at once.
/// </summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = new int[raw.sqlite3_bind_parameter_count(_statement)];
        for (var i = 0; i < _places.Length; i++)
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, string.Create(CultureInfo.InvariantCulture, $"${i}"));
    }

    public PreparedStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, _places[parameter], value));
        return this;
    }

    public PreparedStatement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    /// <summary>SQLite stores no NaN: NULL stands for it.</summary>
    public PreparedStatement Bind(int parameter, double value)
    {
        if (double.IsNaN(value))
            return BindNull(parameter);
        Check(raw.sqlite3_bind_double(_statement, _places[parameter], value));
        return this;
    }

    public PreparedStatement Bind(int parameter, string? value)
    {
        if (value is null)
            return BindNull(parameter);
        Check(raw.sqlite3_bind_text(_statement, _places[parameter], value));
        return this;
    }

    public PreparedStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, _places[parameter], value));
        return this;
    }

    /// <summary>Runs the statement and tells how many rows it changed; means nothing where it is no INSERT, UPDATE or DELETE.</summary>
    public int Execute()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs the statement and tells the whole number that it yields; null where it yields no row.</summary>
    public long? QueryNumber()
    {
        try
        {
            return Step() ? raw.sqlite3_column_int64(_statement, 0) : null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs the statement and fills <paramref name="columns"/> with the whole numbers of its first row; false where it yields no row.</summary>
    public bool QueryNumbers(Span<long> columns)
    {
        try
        {
            if (!Step())
                return false;
            for (var i = 0; i < columns.Length; i++)
                columns[i] = raw.sqlite3_column_int64(_statement, i);
            return true;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs the statement and tells the whole number and the bytes that its first row yields; null where it yields no row.</summary>
    public (long Number, byte[] Bytes)? QueryNumberAndBytes()
    {
        try
        {
            return Step() ? (raw.sqlite3_column_int64(_statement, 0), raw.sqlite3_column_blob(_statement, 1).ToArray()) : null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(code, _database);
        return code == raw.SQLITE_ROW;
    }

    private PreparedStatement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(_statement, _places[parameter]));
        return this;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }
}
