using System.CommandLine;
using System.CommandLine.Parsing;
using Sweep.Client.Commands;

namespace Sweep.Client.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs => [.. Root.Create().Subcommands.Select(command => command.Name)];

    // A worker speaks to its parent alone.
    public static TheoryData<string> PrintingVerbs => [.. Root.Create().Subcommands.Select(command => command.Name).Where(name => name != "worker")];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_help_with_examples_that_parse(string verb)
    {
        var root = Root.Create();
        var help = Help(root, verb, "--help");
        var examples = help.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("sweep ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var words = CommandLineParser.SplitCommandLine(example.Split([" | ", " > "], StringSplitOptions.None)[0]).Skip(1).ToArray();
            Assert.Equal(verb, words[0]);
            Assert.Empty(root.Parse(words).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(PrintingVerbs))]
    public void Every_verb_that_prints_takes_json(string verb)
        => Assert.Contains("--json", Help(Root.Create(), verb, "--help"), StringComparison.Ordinal);

    [Theory]
    [InlineData("run", "a.yaml", "--workers", "0")]
    [InlineData("run", "a.yaml", "--workers", "many")]
    [InlineData("run", "a.yaml", "--metrics-port", "70000")]
    [InlineData("run")]
    [InlineData("rnu", "a.yaml")]
    [InlineData("show", "x", "--trial", "one")]
    [InlineData("report")]
    [InlineData("report", "x", "--format", "png")]
    [InlineData("report", "x", "--adjust", "holmes")]
    [InlineData("extend", "x")]
    [InlineData("extend", "x", "--replicates", "many")]
    [InlineData("delete")]
    [InlineData("pause", "x", "y")]
    [InlineData("export", "x", "--format", "csv,parket")]
    [InlineData("sql", "x", "select 1", "--rows", "0")]
    [InlineData("sql", "x", "select 1", "select 2")]
    public async Task Bad_usage_ends_with_two_and_says_what_is_wrong(params string[] arguments)
    {
        var error = new StringWriter();
        var code = await Root.InvokeAsync(arguments, new() { Error = error, Output = TextWriter.Null });
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.NotEmpty(error.ToString().Trim());
    }

    private static string Help(RootCommand root, params string[] arguments)
    {
        var output = new StringWriter();
        Assert.Equal(0, root.Parse(arguments).Invoke(new InvocationConfiguration { Output = output }));
        return output.ToString();
    }
}
