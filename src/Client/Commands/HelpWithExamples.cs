using System.CommandLine;
using System.CommandLine.Invocation;

namespace Sweep.Client.Commands;

/// <summary>Ends a verb's help with its examples.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not Verb verb)
            return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in verb.Examples)
            output.WriteLine("  " + example);
        output.WriteLine();
        return code;
    }
}
