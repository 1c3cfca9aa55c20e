using Dapper;
using Microsoft.Data.Sqlite;
using Sweep.Storage.Sqlite;

namespace Sweep.Storage.Tests;

public sealed class MigratorTests : IDisposable
{
    private static readonly Migration First = new(1, "CREATE TABLE a (x); INSERT INTO a VALUES (1);");
    private static readonly Migration Second = new(2, "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1;");
    private static readonly Migration Broken = new(2, "UPDATE a SET x = 5; CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);");

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _connection;

    public MigratorTests()
    {
        _connection = new SqliteConnection($"Data Source={_folder.File("m.db")};Pooling=False");
        _connection.Open();
    }

    [Fact]
    public void Steps_apply_in_order_and_each_once()
    {
        new Migrator([First, Second]).Apply(_connection, "m.db");
        new Migrator([First, Second]).Apply(_connection, "m.db");
        Assert.Equal((1, 2), _connection.QuerySingle<(long, long)>("SELECT x, y FROM a"));
        Assert.Equal(2, Version());
    }

    [Fact]
    public void An_older_record_keeps_its_rows_on_the_way_up()
    {
        new Migrator([First]).Apply(_connection, "m.db");
        _connection.Execute("INSERT INTO a VALUES (10)");
        new Migrator([First, Second]).Apply(_connection, "m.db");
        Assert.Equal([(1, 2), (10, 11)], _connection.Query<(long, long)>("SELECT x, y FROM a ORDER BY x"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_record_as_it_was()
    {
        new Migrator([First]).Apply(_connection, "m.db");
        Assert.Throws<SqliteException>(() => new Migrator([First, Broken]).Apply(_connection, "m.db"));
        Assert.Equal(1, Version());
        Assert.Equal(1, _connection.ExecuteScalar<long>("SELECT x FROM a"));
        Assert.Equal(["a"], _connection.Query<string>("SELECT name FROM sqlite_schema"));
        new Migrator([First, Second]).Apply(_connection, "m.db");
        Assert.Equal(2, Version());
    }

    [Fact]
    public void A_newer_record_is_refused()
    {
        new Migrator([First, Second]).Apply(_connection, "m.db");
        var exception = Assert.Throws<StoreException>(() => new Migrator([First]).Apply(_connection, "m.db"));
        Assert.Equal("The record m.db was written by a newer version of Sweep: its schema is 2, this version knows 1 at most. Update Sweep.", exception.Message);
    }

    [Fact]
    public void Every_step_of_the_schema_applies_to_an_empty_file()
    {
        Migrator.Embedded.Apply(_connection, "m.db");
        Assert.Equal(Migrator.Embedded.Latest, Version());
        Assert.Equal(["checkpoints", "deleted", "epochs", "failures", "sweeps", "trials"], _connection.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    private long Version() => _connection.ExecuteScalar<long>("PRAGMA user_version");
}
