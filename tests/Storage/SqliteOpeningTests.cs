using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sweep.Storage.Tests;

public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RecordPath => _folder.File("sweeps.db");

    private Task<SqliteSweepStore> OpenAsync(StoreAccess access = StoreAccess.ReadWrite, string? path = null)
        => SqliteSweepStore.OpenAsync(path ?? RecordPath, access, TimeProvider.System);

    [Fact]
    public async Task What_was_written_is_there_when_the_record_is_opened_again()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);
        await using var again = await OpenAsync();
        Assert.Equal(Sample.Sweep("s"), await again.FindAsync("s"));
        Assert.Equal(new TrialCounts(1, 0, 0, 0, 0), await again.CountAsync("s"));
        Assert.Single(await again.ReadEpochsAsync("s").ToListAsync());
        Assert.Equal(new Claim(ClaimOutcome.Finished, 1, 0, null), await again.ClaimAsync("s", 0, "o", Sample.Time));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Folder_and_files_are_made_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = _folder.File(Path.Combine("a", "b", "sweeps.db"));
        await using var store = await OpenAsync(path: path);
        await FillAsync(store);
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] made = [Path.GetDirectoryName(path)!, path, path + "-wal", path + ".lock", path + ".owner"];
        Assert.All(made, name => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(name) & others));
    }

    [Fact]
    public async Task A_closed_record_leaves_one_file_and_an_empty_lock()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);
        Assert.Equal(["sweeps.db", "sweeps.db.lock"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_missing_record_is_not_made_by_reading()
    {
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(StoreAccess.Read, _folder.File("none/sweeps.db")));
        Assert.Equal($"There is no record at {_folder.File("none/sweeps.db")}.", exception.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_empty_file_is_read_as_an_empty_record_and_can_become_one()
    {
        await File.WriteAllBytesAsync(RecordPath, []);
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(StoreAccess.Read));
        Assert.Contains("is empty", exception.Message, StringComparison.Ordinal);
        await using var store = await OpenAsync();
        await FillAsync(store);
    }

    [Fact]
    public async Task A_second_writer_in_this_process_is_refused_too_and_gets_its_turn()
    {
        var first = await OpenAsync();
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync());
        Assert.Contains(FormattableString.Invariant($"(process {Environment.ProcessId} on "), exception.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        await using var second = await OpenAsync();
        await FillAsync(second);
    }

    [Fact]
    public async Task A_link_to_a_record_shares_its_lock()
    {
        await using var store = await OpenAsync();
        File.CreateSymbolicLink(_folder.File("link.db"), RecordPath);
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(path: _folder.File("link.db")));
        Assert.Contains("is being written by another process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_opened_for_reading_takes_no_writes_and_sees_those_of_others()
    {
        await using var writer = await OpenAsync();
        await using var reader = await OpenAsync(StoreAccess.Read);
        Assert.Null(await reader.FindAsync("s"));
        await FillAsync(writer);
        Assert.Equal(new TrialCounts(1, 0, 0, 0, 0), await reader.CountAsync("s"));
        var exception = await Assert.ThrowsAsync<StoreException>(() => reader.ClaimAsync("s", 1, "o", Sample.Time));
        Assert.Contains("open for reading alone", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreAccess.Read)]
    [InlineData(StoreAccess.ReadWrite)]
    public async Task A_file_that_is_no_database_is_left_alone(StoreAccess access)
    {
        var text = string.Concat(Enumerable.Repeat("these are not the bytes of a database\n", 100));
        await File.WriteAllTextAsync(RecordPath, text);
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(access));
        Assert.Contains("is not a record of Sweep: it is no SQLite database", exception.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(RecordPath));
    }

    [Theory]
    [InlineData(StoreAccess.Read)]
    [InlineData(StoreAccess.ReadWrite)]
    public async Task Another_programs_database_is_left_alone(StoreAccess access)
    {
        Execute("CREATE TABLE theirs (x)");
        var before = await File.ReadAllBytesAsync(RecordPath);
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(access));
        Assert.Contains("another program's SQLite database", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(RecordPath));
    }

    [Theory]
    [InlineData(StoreAccess.Read)]
    [InlineData(StoreAccess.ReadWrite)]
    public async Task A_record_of_a_newer_version_is_refused(StoreAccess access)
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);
        Execute("PRAGMA user_version = 99");
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(access));
        Assert.Contains("its schema is 99", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_record()
        => Assert.Contains("is a folder", (await Assert.ThrowsAsync<StoreException>(() => OpenAsync(path: _folder.Path))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");
        var path = _folder.File("file/sweeps.db");
        Assert.Contains(path, (await Assert.ThrowsAsync<StoreException>(() => OpenAsync(path: path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task In_a_read_only_folder_a_record_can_be_read_but_not_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "A privileged user may write everywhere.");
        var folder = _folder.File("locked");
        var path = Path.Combine(folder, "sweeps.db");
        await using (var store = await OpenAsync(path: path))
            await FillAsync(store);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        File.SetUnixFileMode(path + ".lock", UnixFileMode.UserRead);
        try
        {
            var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(path: path));
            Assert.DoesNotContain("another process", exception.Message, StringComparison.Ordinal);
            await using var reader = await OpenAsync(StoreAccess.Read, path);
            Assert.Equal(1, (await reader.CountAsync("s")).Finished);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_record_that_was_not_closed_is_checked_and_damage_found()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);
        await SqliteDamage.OverwriteRootAsync(RecordPath, "epochs");
        await File.WriteAllTextAsync(RecordPath + ".owner", "process 1 on host, since long\n");
        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync());
        Assert.Contains($"The record {RecordPath} is damaged", exception.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(RecordPath + ".owner"));
    }

    [Fact]
    public async Task A_sound_record_that_was_not_closed_opens()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);
        await File.WriteAllTextAsync(RecordPath + ".owner", "");
        await using var again = await OpenAsync();
        Assert.Equal(1, (await again.CountAsync("s")).Finished);
    }

    [Fact]
    public async Task A_failed_opening_lets_the_next_one_in()
    {
        await File.WriteAllTextAsync(RecordPath, string.Concat(Enumerable.Repeat("no database", 100)));
        await Assert.ThrowsAsync<StoreException>(() => OpenAsync());
        File.Delete(RecordPath);
        await using var store = await OpenAsync();
        await FillAsync(store);
    }

    public void Dispose() => _folder.Dispose();

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={RecordPath};Pooling=False");
        connection.Execute(sql);
    }

    private static async Task FillAsync(SqliteSweepStore store)
    {
        Assert.True(await store.CreateAsync(Sample.Sweep("s")));
        await store.ClaimAsync("s", 0, "o", Sample.Time);
        Assert.True(await store.AppendEpochsAsync("s", 0, 1, [Sample.Epoch(1)]));
        Assert.True(await store.FinishAsync("s", 0, 1, Sample.Finished()));
    }
}
