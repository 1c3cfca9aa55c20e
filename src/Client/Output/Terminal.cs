using Spectre.Console;

namespace Sweep.Client.Output;

/// <summary>The two streams of the command: results go to <see cref="Out"/>, progress and complaints to <see cref="Error"/>.</summary>
internal sealed class Terminal
{
    private Terminal(TextWriter output, TextWriter error, bool live)
    {
        OutWriter = output;
        Out = Make(output, !Console.IsOutputRedirected);
        Error = Make(error, !Console.IsErrorRedirected);
        IsLive = live;
    }

    /// <summary>Results, with colours where the stream bears them.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Results, as plain text.</summary>
    public TextWriter OutWriter { get; }

    /// <summary>Progress and complaints.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether progress can be drawn in place.</summary>
    public bool IsLive { get; }

    /// <summary>The process's own streams. <c>NO_COLOR</c> and <c>TERM=dumb</c> are honoured.</summary>
    public static Terminal OfProcess()
        => new(Console.Out, Console.Error, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));

    /// <summary>Writes one line of complaint, never wrapped or coloured.</summary>
    public void Complain(string line) => Error.Profile.Out.Writer.WriteLine(line);

    private static IAnsiConsole Make(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!terminal)
            console.Profile.Width = 120;
        return console;
    }
}
