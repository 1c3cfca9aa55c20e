using System.Text.Json;

namespace Sweep.EndToEnd.Tests;

/// <summary>What a finished command left behind.</summary>
internal sealed record SweepResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as one JSON object.</summary>
    public JsonElement Json()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}");
        return JsonDocument.Parse(Output).RootElement;
    }

    public string Digest() => Json().GetProperty("digest").GetString()!;
}
