using Sweep.Server;

namespace Sweep.Deploy.Tests.Server;

/// <summary>A command line of the server's that cannot be understood.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("--isolte --store x", "", "unknown option '--isolte'; did you mean '--isolate'?")]
    [InlineData("heatlh", "", "unknown verb 'heatlh'; did you mean 'health'?")]
    [InlineData("--store", "", "--store has no value; it is followed by URL")]
    [InlineData("health --raedy", " health", "unknown option '--raedy'; did you mean '--ready'?")]
    public async Task It_ends_with_two_and_a_line_for_each_mistake(string words, string verb, string mistake)
    {
        var (error, output) = (new StringWriter(), new StringWriter());
        Assert.Equal(2, await ServerCommand.InvokeAsync(words.Split(' '), new() { Error = error, Output = output }));
        Assert.Equal($"sweep-silo: {mistake}{Environment.NewLine}Try 'sweep-silo{verb} --help' for more information.{Environment.NewLine}", error.ToString());
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task Help_that_is_asked_for_is_printed()
    {
        var output = new StringWriter();
        Assert.Equal(0, await ServerCommand.InvokeAsync(["--help"], new() { Output = output }));
        Assert.Contains("--isolate", output.ToString(), StringComparison.Ordinal);
    }
}
