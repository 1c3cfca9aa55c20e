using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sweep.Storage.Postgres;

namespace Sweep.Storage.Tests.Postgres;

public sealed class PostgresOpeningTests(PostgresServer server)
{
    private static readonly string[] Tables = ["checkpoints", "counts", "deleted", "epochs", "failures", "schema_version", "sweeps", "trials", "writers"];

    // Half of a surrogate pair cannot stand in an attribute.
    public static TheoryData<string, string> Texts => new()
    {
        { "a\0b", "a\ufffdb" },
        { string.Concat("x", ((char)0xd800).ToString(), "y"), "x\ufffdy" },
        { "größe ☃ 😀", "größe ☃ 😀" },
    };

    [Fact]
    public async Task Many_that_open_an_empty_database_at_once_make_one_schema()
    {
        var url = await server.NewRecordAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgresRecord.OpenAsync(url))));
        var created = await Task.WhenAll(stores.Select(s => s.CreateAsync(Sample.Sweep("s"))));
        Assert.Single(created, c => c);
        await using var connection = await server.ConnectAsync();
        Assert.Equal(Tables, await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = @schema ORDER BY 1", new { schema = PostgresRecord.SchemaOf(url) }));
        Assert.Equal([1], await connection.QueryAsync<int>($"SELECT version FROM {PostgresRecord.SchemaOf(url)}.schema_version"));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_behind()
    {
        var address = PostgresUrl.Parse(await server.NewRecordAsync());
        await using var connection = await server.ConnectAsync();
        await connection.ExecuteAsync($"SET search_path = {address.Schema}");
        var broken = new PostgresMigrator(["CREATE TABLE a (x integer)", "INSERT INTO nowhere VALUES (1)"]);
        await Assert.ThrowsAsync<PostgresException>(() => broken.ApplyAsync(connection, address, CancellationToken.None));
        Assert.False(await connection.ExecuteScalarAsync<bool>("SELECT to_regnamespace(@Schema) IS NOT NULL", new { address.Schema }));
        await new PostgresMigrator(["CREATE TABLE a (x integer)"]).ApplyAsync(connection, address, CancellationToken.None);
        await connection.ExecuteAsync("INSERT INTO a VALUES (7)");
        var longer = new PostgresMigrator(["CREATE TABLE a (x integer)", "UPDATE a SET x = x + 1"]);
        await longer.ApplyAsync(connection, address, CancellationToken.None);
        await longer.ApplyAsync(connection, address, CancellationToken.None);
        Assert.Equal((8, 2), (await connection.ExecuteScalarAsync<int>("SELECT x FROM a"), await longer.CheckAsync(connection, address, CancellationToken.None)));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_for_writing_and_reading()
    {
        var url = await server.NewRecordAsync();
        await using (await PostgresRecord.OpenAsync(url))
        {
            await using var connection = await server.ConnectAsync();
            await connection.ExecuteAsync($"INSERT INTO {PostgresRecord.SchemaOf(url)}.schema_version VALUES (99, now())");
        }

        foreach (var access in Enum.GetValues<StoreAccess>())
        {
            var exception = await Assert.ThrowsAsync<StoreException>(() => PostgresRecord.OpenAsync(url, access));
            Assert.Contains("newer version of Sweep: its schema is 99", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reading_needs_a_record_and_creates_none()
    {
        var url = await server.NewRecordAsync();
        var exception = await Assert.ThrowsAsync<StoreException>(() => PostgresRecord.OpenAsync(url, StoreAccess.Read));
        Assert.Contains("There is no record at postgres://", exception.Message, StringComparison.Ordinal);
        await using var connection = await server.ConnectAsync();
        Assert.False(await connection.ExecuteScalarAsync<bool>("SELECT to_regnamespace(@schema) IS NOT NULL", new { schema = PostgresRecord.SchemaOf(url) }));
    }

    [Fact]
    public async Task A_reader_writes_nothing_and_a_requester_nothing_but_requests()
    {
        var url = await server.NewRecordAsync();
        await using var writer = await PostgresRecord.OpenAsync(url);
        await writer.CreateAsync(Sample.Sweep("s"));
        await using var reader = await PostgresRecord.OpenAsync(url, StoreAccess.Read);
        await using var requester = await PostgresRecord.OpenAsync(url, StoreAccess.Request);
        await Assert.ThrowsAsync<StoreException>(() => reader.RequestAsync("s", SweepRequest.Pause, Sample.Time));
        await Assert.ThrowsAsync<StoreException>(() => requester.ClaimAsync("s", 1, "o", Sample.Time));
        await Assert.ThrowsAsync<StoreException>(() => requester.CreateAsync(Sample.Sweep("t")));
        await requester.RequestAsync("s", SweepRequest.Pause, Sample.Time);
        Assert.Equal(SweepRequest.Pause, await writer.ReadRequestAsync("s"));
        Assert.Equal(SweepRequest.Pause, await reader.ReadRequestAsync("s"));
    }

    [Fact]
    public async Task Records_in_two_schemas_of_one_database_do_not_mix()
    {
        await using var one = await PostgresRecord.OpenAsync(await server.NewRecordAsync());
        await using var two = await PostgresRecord.OpenAsync(await server.NewRecordAsync());
        Assert.True(await one.CreateAsync(Sample.Sweep("s")));
        Assert.True(await two.CreateAsync(Sample.Sweep("s")));
        await one.ClaimAsync("s", 1, "o", Sample.Time);
        Assert.Empty(await two.ReadTrialsAsync("s").ToListAsync());
    }

    [Fact]
    public async Task A_missing_database_is_named_in_one_sentence()
    {
        var url = (await server.NewRecordAsync()).Replace("@/postgres?", "@/nowhere?", StringComparison.Ordinal);
        var exception = await Assert.ThrowsAsync<StoreException>(() => PostgresRecord.OpenAsync(url));
        Assert.Contains("there is no such database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_create_the_schema_is_told_so()
    {
        var url = await server.NewRecordAsync();
        await using var connection = await server.ConnectAsync();
        await connection.ExecuteAsync("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        var exception = await Assert.ThrowsAsync<StoreException>(() => PostgresRecord.OpenAsync(url.Replace("postgres@", "guest@", StringComparison.Ordinal)));
        Assert.Contains("permission denied for database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_comes_from_a_file_and_a_wrong_one_is_not_shown()
    {
        var url = await server.NewRecordAsync();
        await using var connection = await server.ConnectAsync();
        await connection.ExecuteAsync("DO $$ BEGIN CREATE ROLE locked SUPERUSER LOGIN PASSWORD 'open-sesame'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await server.AskForPasswordAsync("locked");
        var address = PostgresUrl.Parse(url.Replace("postgres@", "locked@", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("right"), "open-sesame\n");
        await File.WriteAllTextAsync(folder.File("wrong"), "s3cr3t\n");
        await using (var store = await OpenAsync(address, folder.File("right")))
            Assert.True(await store.CreateAsync(Sample.Sweep("s")));
        foreach (var file in (string?[])[folder.File("wrong"), null])
        {
            var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(address, file));
            Assert.Contains("SWEEP_POSTGRES_PASSWORD_FILE", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
        }

        var missing = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(address, folder.File("missing")));
        Assert.Contains("missing", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_waited_for_a_minute_and_then_given_up()
    {
        using var folder = new TemporaryFolder();
        var time = new HurriedTime();
        var exception = await Assert.ThrowsAsync<StoreException>(
            () => PostgresSweepStore.OpenAsync($"postgres://ann:s3cr3t@/x?host={folder.Path}", StoreAccess.ReadWrite, time));
        Assert.Contains("could not be used for 60 s", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
        Assert.InRange(time.Passed.TotalSeconds, 60, 70);
    }

    [Fact]
    public void Pauses_grow_to_five_seconds_and_vary()
    {
        for (var failures = 1; failures < 40; failures++)
        {
            var whole = Math.Min(5000, 50 * Math.Pow(2, failures - 1));
            Assert.InRange(Patience.Pause(failures).TotalMilliseconds, whole / 2, whole);
        }

        Assert.NotEmpty(Enumerable.Range(0, 20).Select(_ => Patience.Pause(9)).Distinct().Skip(1));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_that_the_server_cannot_hold_costs_a_character_and_not_the_write(string text, string kept)
    {
        await using var store = await PostgresRecord.OpenAsync(await server.NewRecordAsync());
        await store.CreateAsync(Sample.Sweep("s"));
        Assert.Null(await store.FindAsync(text));
        await store.ClaimAsync("s", 1, text, Sample.Time);
        var finished = Sample.Finished();
        Assert.True(await store.RecordFailureAsync("s", 1, 1, new AttemptFailure(1, Sample.Time, text, text)));
        Assert.True(await store.FinishAsync("s", 1, 1, finished with { Worker = text, Result = finished.Result with { Detail = text } }));
        var row = Assert.Single(await store.ReadTrialsAsync("s").ToListAsync());
        Assert.Equal((kept, kept, kept), (row.Owner, row.Finished!.Worker, row.Finished.Result.Detail));
        Assert.Equal(kept, Assert.Single(await store.ReadFailuresAsync("s").ToListAsync()).Failure.Cause);
    }

    private static Task<PostgresSweepStore> OpenAsync(PostgresAddress address, string? passwordFile)
        => PostgresSweepStore.OpenAsync(address, passwordFile, StoreAccess.ReadWrite, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
}
