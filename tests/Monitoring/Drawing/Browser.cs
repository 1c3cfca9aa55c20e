namespace Sweep.Monitoring.Tests.Drawing;

/// <summary>Debian's Chromium without a window, over files alone.</summary>
internal static class Browser
{
    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--hide-scrollbars",
    ];

    public static void Need() => Tool.Need("chromium", always: true);

    /// <summary>The page as it is once its script has run, in a window so wide.</summary>
    public static Task<string> ReadAsync(TempFolder folder, string page, int width)
        => RunAsync(folder, width, 1000, "--dump-dom", page);

    /// <summary>A picture of the page.</summary>
    public static Task DrawAsync(TempFolder folder, string page, int width, int height, string picture)
        => RunAsync(folder, width, height, $"--screenshot={picture}", page);

    private static Task<string> RunAsync(TempFolder folder, int width, int height, string what, string page)
        => Tool.RunAsync("chromium", [.. Quiet, $"--user-data-dir={folder.Path}/profile", $"--window-size={width},{height}", what, $"file://{page}"]);
}
