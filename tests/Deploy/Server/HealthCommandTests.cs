using System.Net;
using System.Net.Sockets;
using System.Text;
using Sweep.Server;

namespace Sweep.Deploy.Tests.Server;

/// <summary>A server that answers each request in one given way stands for the silo.</summary>
public sealed class HealthCommandTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HealthCommandTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Theory]
    [InlineData("health", "GET /healthz HTTP/1.1")]
    [InlineData("health --ready", "GET /readyz HTTP/1.1")]
    public async Task A_silo_that_is_well_ends_it_with_zero(string words, string asked)
    {
        var request = AnswerAsync("200 OK", "ready\n");
        var (code, output, error) = await RunAsync($"{words} --http 127.0.0.1:{Port}");
        Assert.Equal((0, "200 ready", ""), (code, output, error));
        Assert.Equal(asked, await request);
    }

    [Fact]
    public async Task A_silo_that_is_not_well_ends_it_with_one_and_says_why()
    {
        var request = AnswerAsync("503 Service Unavailable", "draining: takes no more trials\n");
        var (code, output, error) = await RunAsync($"health --ready --http 127.0.0.1:{Port}");
        Assert.Equal((1, "", "503 draining: takes no more trials"), (code, output, error));
        await request;
    }

    [Fact]
    public async Task An_address_that_means_all_of_the_machines_is_asked_by_loopback()
    {
        var request = AnswerAsync("200 OK", "ready");
        Assert.Equal(0, (await RunAsync($"health --http 0.0.0.0:{Port}")).Code);
        await request;
    }

    [Fact]
    public async Task Nobody_who_answers_ends_it_with_one()
    {
        var port = Port;
        _listener.Stop();
        var (code, output, error) = await RunAsync($"health --http 127.0.0.1:{port}");
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"http://127.0.0.1:{port}/healthz does not answer: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("health --http 127.0.0.1")]
    [InlineData("health --http localhost:9464")]
    [InlineData("health --http 127.0.0.1:0")]
    public async Task What_names_no_address_and_port_is_bad_input(string words)
    {
        var (code, _, error) = await RunAsync(words);
        Assert.Equal(2, code);
        Assert.Contains("must be an address and a port", error, StringComparison.Ordinal);
    }

    public void Dispose() => _listener.Dispose();

    private static async Task<(int Code, string Output, string Error)> RunAsync(string words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ServerCommand.Create().Parse(words.Split(' ')).InvokeAsync(new() { Output = output, Error = error });
        return (code, output.ToString().Trim(), error.ToString().Trim());
    }

    private async Task<string?> AnswerAsync(string status, string body)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var first = await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        return first;
    }
}
