using System.CommandLine;
using System.Net;

namespace Sweep.Server;

/// <summary>
/// <c>sweep-silo health</c>: asks the silo on this machine how it is, and says so by its exit code. Images without a shell
/// have nothing else to check health with.
/// </summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var http = ServerOptions.Http("Where the silo serves; an address that means all of a machine's is asked by loopback.");
        var ready = new Option<bool>("--ready") { Description = "Ask /readyz, whether it takes trials, instead of /healthz, whether it works." };
        var command = new Command("health", "Ask the silo on this machine how it is. Exit codes: 0 well, 1 not well or no answer, 2 bad input.") { http, ready };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (Target(parsed.GetValue(http)) is not { } target)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"sweep-silo: --http is '{parsed.GetValue(http)}', but must be an address and a port, as in 127.0.0.1:9464");
                return ExitCodes.BadInput;
            }

            var uri = new Uri($"http://{target}/{(parsed.GetValue(ready) ? "readyz" : "healthz")}");
            var (well, detail) = await AskAsync(uri, cancellation);
            var writer = well ? parsed.InvocationConfiguration.Output : parsed.InvocationConfiguration.Error;
            await writer.WriteLineAsync(detail);
            return well ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static IPEndPoint? Target(string? text)
    {
        if (!IPEndPoint.TryParse(text ?? "", out var served) || served.Port == 0)
            return null;
        var address = served.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : served.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : served.Address;
        return new(address, served.Port);
    }

    private static async Task<(bool Well, string Detail)> AskAsync(Uri uri, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(uri, cancellation);
            return (answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync(cancellation)).Trim()}");
        }
        catch (HttpRequestException exception)
        {
            return (false, $"{uri} does not answer: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (false, $"{uri} did not answer within {Patience.TotalSeconds} s");
        }
    }
}
