using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Sweep.Reporting.Tests;

/// <summary>Runs a reader of tests/reference, which shares no code with the engine.</summary>
internal static class ReferenceReader
{
    /// <summary>What the reader prints about a folder; the test is skipped where there is no Python.</summary>
    public static async Task<JsonElement> ReadAsync(string script, string folder, [CallerFilePath] string here = "")
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Path.GetDirectoryName(here)!, "../reference", script));
        start.ArgumentList.Add(folder);
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not there to read the files with");
        }

        using (process)
        {
            var output = process!.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await error);
            return JsonDocument.Parse(await output).RootElement;
        }
    }
}
