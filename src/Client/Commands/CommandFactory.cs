using System.CommandLine;
using Sweep.Client.Output;
using Sweep.Client.Remote;
using Sweep.Core.Specs;
using Sweep.Storage;

namespace Sweep.Client.Commands;

/// <summary>Makes verbs that complain in one way: bad input ends with exit code 2, a broken record and a failed read or write with 1.</summary>
internal static class CommandFactory
{
    /// <summary>A verb with its examples in the help.</summary>
    public static Command Make(string name, string summary, params string[] examples) => new Verb(name, summary, examples);

    /// <summary>Gives a verb its work.</summary>
    public static Command Does(this Command command, Func<ParseResult, Terminal, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = Terminal.OfProcess();
            try
            {
                return await work(parsed, terminal, cancellation);
            }
            catch (InvalidInputException exception)
            {
                terminal.Complain(exception.Problems.Count == 0 ? $"sweep: {exception.Message}" : string.Join(Environment.NewLine, exception.Problems));
                return ExitCodes.BadInput;
            }
            catch (Exception exception) when (exception is StoreException or ServerException)
            {
                terminal.Complain($"sweep: {exception.Message}");
                return ExitCodes.Failed;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk, a folder without permission, a pipe that nobody reads: the system's own words name it.
                terminal.Complain($"sweep: {exception.Message}");
                return ExitCodes.Failed;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
        });
        return command;
    }

    /// <summary>Adds options or arguments.</summary>
    public static Command With(this Command command, params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
                command.Options.Add(option);
            else if (symbol is Argument argument)
                command.Arguments.Add(argument);
        }

        return command;
    }
}
