using Spectre.Console;
using Sweep.Core.Specs;
using Sweep.Reporting.Terminal;

namespace Sweep.Client.Output;

/// <summary>Draws console output into a picture.</summary>
internal static class TerminalPicture
{
    private const int Columns = 100;

    /// <summary>Writes what <paramref name="draw"/> prints on a terminal of 100 columns to an SVG file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, string title, Action<IAnsiConsole> draw, CancellationToken cancellation)
    {
        var canvas = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(TextWriter.Null),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
        });
        canvas.Profile.Width = Columns;
        canvas.Profile.Capabilities.Unicode = true;
        using var recorder = canvas.CreateRecorder();
        draw(recorder);
        try
        {
            await File.WriteAllTextAsync(path, recorder.Export(new SvgEncoder(title)), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"the picture cannot be written: {exception.Message}", exception);
        }
    }
}
