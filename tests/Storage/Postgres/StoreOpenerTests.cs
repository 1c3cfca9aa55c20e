using Sweep.Core.Specs;

namespace Sweep.Storage.Tests.Postgres;

public sealed class StoreOpenerTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void What_is_named_comes_before_the_environment_and_that_before_the_file()
    {
        static string? Environment(string name) => name == "SWEEP_POSTGRES" ? "postgres://db/x" : null;
        Assert.Equal("my.db", StoreOpener.NameOf("my.db", Environment));
        Assert.Equal("postgres://db/x", StoreOpener.NameOf(null, Environment));
        Assert.Equal(SqliteSweepStore.DefaultPath, StoreOpener.NameOf(null, _ => null));
        var exception = Assert.Throws<InvalidInputException>(() => StoreOpener.NameOf(null, _ => "Host=db;Password=s3cr3t"));
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_is_a_file_with_or_without_its_scheme()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])[folder.File("a.db"), "sqlite:" + folder.File("b.db")])
        {
            await using var store = await StoreOpener.OpenAsync(name, StoreAccess.ReadWrite, TimeProvider.System, cancellation: None);
            Assert.IsType<SqliteSweepStore>(store);
            Assert.True(File.Exists(store.Location));
            Assert.False(StoreOpener.IsShared(name));
        }
    }

    [Fact]
    public async Task A_url_is_a_server()
    {
        var url = await server.NewRecordAsync();
        await using var store = await StoreOpener.OpenAsync(url, StoreAccess.ReadWrite, TimeProvider.System, cancellation: None);
        Assert.IsType<PostgresSweepStore>(store);
        Assert.True(StoreOpener.IsShared(url));
    }

    [Theory]
    [InlineData("mysql://ann:s3cr3t@db/x")]
    [InlineData("sqlite:")]
    public async Task Other_names_are_refused(string name)
    {
        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => StoreOpener.OpenAsync(name, StoreAccess.Read, TimeProvider.System, cancellation: None));
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }
}
