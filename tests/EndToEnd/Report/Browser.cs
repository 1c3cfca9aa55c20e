using Microsoft.Playwright;

namespace Sweep.EndToEnd.Tests.Report;

/// <summary>
/// Chromium of this machine. A test that needs it is skipped where there is none, but fails under <c>CI=true</c>, where a
/// skip would look like a pass.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Program { get; } = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(path => path is not null && File.Exists(path));

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page that is offline and writes down what goes wrong in it.</summary>
    public async Task<OpenPage> OpenAsync(string file, BrowserNewContextOptions? options = null)
    {
        if (_browser is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "there is no Chromium on this machine");
            Assert.Skip("there is no Chromium on this machine");
        }

        var context = await _browser.NewContextAsync(options ?? new());
        await context.SetOfflineAsync(true);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }
}
