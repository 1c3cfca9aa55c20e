using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Sweep.Core.Specs.Binding;

namespace Sweep.Client.Commands;

/// <summary>What is wrong with a command line, in the manner of GNU's tools: a line for each mistake, and where to read on.</summary>
internal static partial class UsageMistakes
{
    /// <summary>Each mistake, with the nearest valid spelling; none where the words can be understood.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var misspelt = Misspelt(parsed);
        if (parsed.Errors.Count == 0 && misspelt.Count == 0)
            return [];
        var command = parsed.CommandResult.Command;
        // What follows a misspelt option is its value, or has come into the place of another word; it says nothing more.
        IEnumerable<string> words = misspelt.Count > 0 ? misspelt
            : command.Subcommands.Count > 0 && (command.Action is null || parsed.UnmatchedTokens.Count > 0) ? [Verb(parsed, command)]
            : parsed.UnmatchedTokens.Select(word => $"unexpected argument '{word}'");
        return [.. words.Concat(parsed.Errors.Where(error => error.SymbolResult is not CommandResult && !(misspelt.Count > 0 && error.SymbolResult is ArgumentResult)).Select(Told)).Distinct()];
    }

    /// <summary>Tells of the mistakes, unless help or the version is asked for, which is shown whatever else is said.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="program">The program's name.</param>
    /// <param name="error">Where to tell.</param>
    /// <returns>Whether there are any, so that nothing is to be done.</returns>
    public static bool Tell(ParseResult parsed, string program, TextWriter error)
    {
        if (parsed.Action is not (null or ParseErrorAction) && parsed.Action != parsed.CommandResult.Command.Action)
            return false;
        var mistakes = Of(parsed);
        if (mistakes.Count == 0)
            return false;
        foreach (var mistake in mistakes)
            error.WriteLine($"{program}: {mistake}");
        var verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        error.WriteLine($"Try '{program}{verb} --help' for more information.");
        return true;
    }

    // The parser takes a word that begins with a dash for an argument where it knows no such option and an argument is wanted.
    private static List<string> Misspelt(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return [];
        var taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        var options = parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(option => option.Recursive))
            .Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name)).Distinct().ToList();
        return [.. taken.Concat(parsed.UnmatchedTokens).Where(word => OptionPattern().IsMatch(word))
            .Select(word => word.Split('=')[0]).Distinct().Select(word => $"unknown option '{word}'{Suggestion(word, options)}")];
    }

    private static string Verb(ParseResult parsed, Command command)
        => parsed.UnmatchedTokens is [var word, ..]
            ? $"unknown verb '{word}'{Suggestion(word, [.. command.Subcommands.Select(verb => verb.Name)])}"
            : "a verb is missing, such as run";

    private static string Suggestion(string word, IReadOnlyCollection<string> allowed)
    {
        var names = allowed.ToLookup(Plain);
        return Spelling.Nearest(Plain(word), names.Select(name => name.Key).Where(name => name.Length > 1)) is { } near ? $"; did you mean '{names[near].First()}'?" : "";
    }

    private static string Plain(string word) => word.TrimStart('-').Replace('-', '_');

    private static string Told(ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } argument => $"{argument.Argument.Name} is missing",
        OptionResult { Implicit: true } option => $"{option.Option.Name} is missing",
        OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} has no value; it is followed by {option.Option.HelpName ?? "one"}",
        OptionResult { Tokens: [var token] } option when error.Message.Contains($"'{option.Option.ValueType}'", StringComparison.Ordinal)
            => $"{option.Option.Name} is '{token.Value}', but must be {Kind(option.Option.ValueType)}",
        _ => error.Message.TrimEnd('.'),
    };

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) || number == typeof(long) => "a whole number",
        var number when number == typeof(double) => "a number",
        var choice when choice.IsEnum => string.Join(" or ", Enum.GetNames(choice).Select(name => name.ToLowerInvariant())),
        var other => $"a {other.Name}",
    };

    // Neither a negative number nor SQL that begins with a comment.
    [GeneratedRegex(@"\A--?[A-Za-z][\w-]*(=.*)?\z", RegexOptions.Singleline)]
    private static partial Regex OptionPattern();
}
