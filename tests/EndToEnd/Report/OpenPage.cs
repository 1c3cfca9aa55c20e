using Microsoft.Playwright;

namespace Sweep.EndToEnd.Tests.Report;

/// <summary>A page in a browser, with all that was complained of and asked for.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Said.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Said.Add($"error: {error}");
        page.Request += (_, request) => Asked.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Messages on the console and errors of the script.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Addresses asked for.</summary>
    public List<string> Asked { get; } = [];

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
