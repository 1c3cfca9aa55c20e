using System.Text;
using System.Text.Json;
using Sweep.Core.Specs;
using Sweep.Reporting.Export;
using Sweep.Reporting.Tests;
using Sweep.Storage;

namespace Sweep.Query.Tests;

public sealed class SqlQueryTests
{
    private static readonly SmallSweep Sweep = new();

    private static async Task<ExportSource> SourceAsync(SmallSweep sweep) => await ExportSource.LoadAsync(sweep.Store, sweep.Record, sweep.Plan);

    private static async Task<JsonElement> AskAsync(string sql)
    {
        using var stream = new MemoryStream();
        SqlQuery.Run(await SourceAsync(Sweep), sql, result => SqlWriter.WriteJson(result, stream));
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static async Task<string> RefusalAsync(string sql)
        => (await Assert.ThrowsAsync<InvalidInputException>(() => AskAsync(sql))).Message;

    [Fact]
    public async Task Views_hold_the_record()
    {
        var rows = await AskAsync("""
            select activation, count(*) n, count(validation_loss) measured, min(validation_loss) best from trials group by all order by 1
            """);

        Assert.Equal("""[{"activation":"relu","n":6,"measured":5,"best":0.25},{"activation":"sigmoid","n":6,"measured":4,"best":0.5}]""", rows.GetRawText());
        Assert.Equal((9 * 6) + 2 + 1, (await AskAsync("select count(*) n from epochs"))[0].GetProperty("n").GetInt32());
        Assert.Equal(((9 * 6) + 2 + 1) * SmallSweep.Layers, (await AskAsync("select count(*) n from gradients"))[0].GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Layers_are_those_of_each_trials_last_epoch()
    {
        var rows = await AskAsync("select trial, max(epoch) as last, min(epoch) as first, count(*) n from layers where trial in (0, 5, 11) group by trial order by trial");

        Assert.Equal("""[{"trial":0,"last":6,"first":6,"n":5},{"trial":5,"last":2,"first":2,"n":5},{"trial":11,"last":1,"first":1,"n":5}]""", rows.GetRawText());
    }

    [Fact]
    public async Task Values_have_their_types()
    {
        var row = (await AskAsync("select seed, verdicts, started, \"end\", detail, digest, seconds from trials where trial = 2"))[0];

        Assert.Equal(Sweep.Plan.Trial(2).Key.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), row.GetProperty("seed").GetString());
        Assert.Equal("""["vanishing"]""", row.GetProperty("verdicts").GetRawText());
        Assert.Equal("2026-01-02T03:04:07Z", row.GetProperty("started").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("detail").ValueKind);
        Assert.Equal(1.5, row.GetProperty("seconds").GetDouble());
        Assert.Equal("[1,2,3]", (await AskAsync("select histogram from gradients where trial = 0 and epoch = 1 and layer = 1"))[0].GetProperty("histogram").GetRawText());
        Assert.Equal(5, (await AskAsync("select count(*) n from trials where validation_loss is null or outcome is null or 'diverged' in verdicts or detail is not null or seconds > 5 or trial = 3 or trial = 4"))[0].GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Schema_lists_every_column_of_every_view_in_order()
    {
        var source = await SourceAsync(Sweep);
        var listed = (await AskAsync(SqlQuery.Schema)).EnumerateArray().Select(r => (View: r.GetProperty("view").GetString(), Column: r.GetProperty("column").GetString())).ToList();

        Assert.Equal(
            new[] { ("trials", source.TrialColumns), ("epochs", source.EpochColumns), ("gradients", ExportColumns.Gradients), ("layers", ExportColumns.Gradients) }
                .SelectMany(v => v.Item2, (v, c) => ((string?)v.Item1, (string?)c.Name)),
            listed.Select(l => (l.View, l.Column)));
    }

    [Theory]
    [InlineData("drop view trials")]
    [InlineData("create table t as select 1")]
    [InlineData("insert into trials values (1)")]
    [InlineData("update trials set trial = 1")]
    [InlineData("delete from trials")]
    [InlineData("copy trials to '/tmp/sweep-sql-test.csv'")]
    [InlineData("attach '/tmp/sweep-sql-test.db'")]
    [InlineData("install httpfs")]
    [InlineData("load json")]
    [InlineData("set enable_external_access = true")]
    [InlineData("pragma database_list")]
    [InlineData("call pragma_version()")]
    [InlineData("begin transaction")]
    [InlineData("export database '/tmp/sweep-sql-test'")]
    public async Task Nothing_but_a_select_is_run(string sql) => Assert.Contains("no SELECT", await RefusalAsync(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("select * from read_csv('/etc/passwd')")]
    [InlineData("select * from read_text('/etc/hostname')")]
    [InlineData("select * from read_parquet('/tmp/x.parquet')")]
    [InlineData("select * from glob('/*')")]
    [InlineData("select * from read_text('https://example.org/')")]
    public async Task Files_and_networks_are_out_of_reach(string sql) => Assert.Contains("disabled", await RefusalAsync(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("select 1; select 2", "found 2 statements")]
    [InlineData("selec 1", "at character 0")]
    [InlineData("select nope from trials", "\"nope\" not found")]
    [InlineData("select * from trial", "Did you mean \"trials\"?")]
    [InlineData("select '1'::int + 'x'::int", "Could not convert")]
    public async Task Mistakes_are_told(string sql, string told) => Assert.Contains(told, await RefusalAsync(sql), StringComparison.Ordinal);

    [Fact]
    public async Task More_memory_than_allowed_ends_the_query()
    {
        var source = await SourceAsync(Sweep);
        var error = Assert.Throws<InvalidInputException>(() => SqlQuery.Run(source, "select repeat('x', 10000000 + x::int) r from range(100) t(x) order by r", r => r.Rows.Count(), "64MB"));
        Assert.Contains("more than 64MB of memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_is_written_as_exports_write_it()
    {
        using var stream = new MemoryStream();
        var rows = SqlQuery.Run(await SourceAsync(Sweep), "select trial, detail, validation_loss, verdicts, 'inf'::double x, 'inf'::double x from trials where trial in (2, 10) order by trial", result => SqlWriter.WriteCsv(result, stream));

        Assert.Equal(2, rows);
        Assert.Equal("trial,detail,validation_loss,verdicts,x,x_1\n2,,0.5,vanishing,inf,inf\n10,\"'=disk \"\"full\"\", [red]gave up\",,,inf,inf\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task Rows_are_made_while_they_are_read()
    {
        var first = SqlQuery.Run(await SourceAsync(Sweep), "select * from range(1000000000000)", result => result.Rows.First()[0]);

        Assert.Equal(0L, first);
    }

    [Fact]
    public async Task A_cancelled_query_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var source = await SourceAsync(Sweep);
        Assert.ThrowsAny<OperationCanceledException>(() => SqlQuery.Run(source, "select * from range(1000000000000)", result =>
        {
            foreach (var row in result.Rows)
            {
                cancellation.Cancel();
                cancellation.Token.ThrowIfCancellationRequested();
            }

            return 0;
        }, cancellation.Token));
    }

    [Fact]
    public async Task What_breaks_in_the_record_is_told_as_what_it_is()
    {
        var sweep = new SmallSweep();
        var source = await SourceAsync(sweep);
        var broken = source with { Sweep = source.Sweep with { Id = "gone" } };

        Assert.Contains("gone", Assert.Throws<StoreException>(() => SqlQuery.Run(broken, "select count(*) from trials", r => r.Rows.Count())).Message, StringComparison.Ordinal);
    }
}
