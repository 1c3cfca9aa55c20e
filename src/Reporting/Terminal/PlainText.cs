using Spectre.Console;

namespace Sweep.Reporting.Terminal;

/// <summary>Tables as plain text, for readers elsewhere.</summary>
public static class PlainText
{
    /// <summary>What <paramref name="draw"/> prints, without colours.</summary>
    /// <param name="columns">Width of a line.</param>
    /// <param name="draw">Prints.</param>
    public static string Of(int columns, Action<IAnsiConsole> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        draw(console);
        return writer.ToString();
    }
}
