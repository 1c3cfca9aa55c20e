using Sweep.Client.Commands;

namespace Sweep.Client.Tests;

/// <summary>A command line that cannot be understood costs a line for each mistake, and one that says where to read on.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("run a.yaml --wrokers 2", "run", "unknown option '--wrokers'; did you mean '--workers'?")]
    [InlineData("run --wrokers 2 a.yaml", "run", "unknown option '--wrokers'; did you mean '--workers'?")]
    [InlineData("run --isolat a.yaml", "run", "unknown option '--isolat'; did you mean '--isolate'?")]
    [InlineData("run a.yaml --metrics_port=9464", "run", "unknown option '--metrics_port'; did you mean '--metrics-port'?")]
    [InlineData("run a.yaml --hlep", "run", "unknown option '--hlep'; did you mean '--help'?")]
    [InlineData("run a.yaml --banana", "run", "unknown option '--banana'")]
    [InlineData("list -x", "list", "unknown option '-x'")]
    [InlineData("run a.yaml --wrokers 2 --jsn", "run", "unknown option '--wrokers'; did you mean '--workers'?", "unknown option '--jsn'; did you mean '--json'?")]
    [InlineData("run", "run", "SPEC is missing")]
    [InlineData("extend x", "extend", "--replicates is missing")]
    [InlineData("extend", "extend", "--replicates is missing", "ID is missing")]
    [InlineData("run a.yaml --out", "run", "--out has no value; it is followed by DIR")]
    [InlineData("run a.yaml --workers many", "run", "--workers is 'many', but must be a whole number")]
    [InlineData("run a.yaml --metrics-port x --workers 0", "run", "--workers is 0, but must be between 1 and 4096", "--metrics-port is 'x', but must be a whole number")]
    [InlineData("compare x y --match al", "compare", "--match is 'al', but must be config or levels")]
    [InlineData("run a.yaml --workers 1 --workers 2", "run", "Option '--workers' expects a single argument but 2 were provided")]
    [InlineData("pause x y", "pause", "unexpected argument 'y'")]
    [InlineData("export x --format parket", "export", "--format: found 'parket'; did you mean 'parquet'?; allowed: csv, json, parquet, mlflow, tensorboard")]
    [InlineData("report x --adjust holmes", "report", "--adjust is holmes, but must be holm, benjamini_hochberg or none")]
    [InlineData("rnu a.yaml", "", "unknown verb 'rnu'; did you mean 'run'?")]
    [InlineData("--jsn run a.yaml", "run", "unknown option '--jsn'; did you mean '--json'?")]
    [InlineData("--vresion", "", "unknown option '--vresion'; did you mean '--version'?")]
    [InlineData("", "", "a verb is missing, such as run")]
    public async Task Each_mistake_is_named_and_nothing_else_is_printed(string words, string verb, params string[] mistakes)
    {
        var (error, output) = (new StringWriter(), new StringWriter());
        var code = await Root.InvokeAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), new() { Error = error, Output = output });
        var wanted = mistakes.Select(mistake => $"sweep: {mistake}").Append($"Try 'sweep{(verb.Length > 0 ? " " : "")}{verb} --help' for more information.");
        Assert.Equal(wanted, error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCodes.BadInput, ""), (code, output.ToString()));
    }

    [Theory]
    [InlineData("sql", "x", "-- how many\nselect count(*) from trials")]
    [InlineData("show", "--", "--oddly-named")]
    [InlineData("run", "-")]
    public void Words_that_begin_with_a_dash_may_be_arguments(params string[] words)
        => Assert.Empty(UsageMistakes.Of(Root.Create().Parse(words)));

    [Theory]
    [InlineData("run", "--help")]
    [InlineData("extend", "--wrong", "--help")]
    [InlineData("--help")]
    public async Task Help_that_is_asked_for_is_printed_on_stdout(params string[] words)
    {
        var (error, output) = (new StringWriter(), new StringWriter());
        Assert.Equal(ExitCodes.Done, await Root.InvokeAsync(words, new() { Error = error, Output = output }));
        Assert.StartsWith("Description:", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", error.ToString());
    }
}
