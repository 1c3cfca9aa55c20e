using Npgsql;
using Sweep.Core.Specs;
using Sweep.Storage.Postgres;

namespace Sweep.Storage.Tests.Postgres;

public sealed class PostgresUrlTests
{
    [Fact]
    public void A_url_names_server_database_and_schema()
    {
        var address = PostgresUrl.Parse("postgres://ann@db.example:6543/sweeps?schema=lab_1&sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=3");
        var settings = address.Settings;
        Assert.Equal(("db.example:6543", "sweeps", "ann", "lab_1", "lab_1"), (settings.Host, settings.Database, settings.Username, settings.SearchPath, address.Schema));
        Assert.Equal((SslMode.VerifyFull, "/etc/ca.pem", 3), (settings.SslMode, settings.RootCertificate, settings.Timeout));
        Assert.Equal("postgres://ann@db.example:6543/sweeps?schema=lab_1", address.Display);
    }

    [Fact]
    public void Of_several_servers_the_primary_is_meant()
    {
        var settings = PostgresUrl.Parse("postgresql://ann@one:5432,two:5433/sweeps").Settings;
        Assert.Equal(("one:5432,two:5433", "primary"), (settings.Host, settings.TargetSessionAttributes));
        Assert.Equal("read-write", PostgresUrl.Parse("postgres://one,two/x?target_session_attrs=read-write").Settings.TargetSessionAttributes);
    }

    [Fact]
    public void A_folder_with_a_socket_is_a_server_too()
    {
        var address = PostgresUrl.Parse("postgres:///sweeps?host=%2Fvar%2Frun%2Fpostgresql&user=ann");
        Assert.Equal(("/var/run/postgresql", "ann"), (address.Settings.Host, address.Settings.Username));
        Assert.Equal("postgres://ann@/sweeps?host=/var/run/postgresql", address.Display);
    }

    [Theory]
    [InlineData("postgres://ann:s3cr3t%40x@db/sweeps")]
    [InlineData("postgres://ann@db/sweeps?password=s3cr3t%40x")]
    public void A_password_is_used_and_never_shown(string url)
    {
        var address = PostgresUrl.Parse(url);
        Assert.Equal("s3cr3t@x", address.Settings.Password);
        Assert.DoesNotContain("s3cr3t", $"{address} {address.Display} {StoreOpener.Display(url)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://a:s3cr3t@h/d?shema=x", "'shema'", "schema")]
    [InlineData("postgres://a:s3cr3t@h/d?schema=Lab", "'Lab'", "lower-case")]
    [InlineData("postgres://a:s3cr3t@h/d?schema=a;drop", "'a;drop'", "lower-case")]
    [InlineData("postgres://a:s3cr3t@h/d?schema=pg_x", "'pg_x'", "lower-case")]
    [InlineData("postgres://a:s3cr3t@h/d?sslmode=on", "'on'", "verify-full")]
    [InlineData("postgres://a:s3cr3t@h/d?port=0", "'0'", "65535")]
    [InlineData("postgres://a:s3cr3t@h/d?target_session_attrs=standby", "'standby'", "primary")]
    public void What_cannot_be_is_refused_with_what_is_allowed(string url, string found, string allowed)
    {
        var exception = Assert.Throws<InvalidInputException>(() => PostgresUrl.Parse(url));
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
    }
}
