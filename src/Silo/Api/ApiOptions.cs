using Sweep.Silo.Api.Security;
using Sweep.Silo.Hosting;

namespace Sweep.Silo.Api;

/// <summary>How the HTTP API is served.</summary>
public sealed record ApiOptions
{
    /// <summary>Where it listens.</summary>
    public required ListenAddress Listen { get; init; }

    /// <summary>The option that says where, for messages.</summary>
    public string ListenOption { get; init; } = "--listen";

    /// <summary>What clients have to show; null to ask for nothing, which is allowed on loopback alone.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>How the log is written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>Greatest size of a request's body, bytes.</summary>
    public int GreatestBody { get; init; } = 1 << 20;

    /// <summary>Requests that one address can make at once before it is slowed down.</summary>
    public int Burst { get; init; } = 200;

    /// <summary>Requests a second that one address can make on average.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>Event streams open at the same time.</summary>
    public int Streams { get; init; } = 64;

    /// <summary>Results read from the record at the same time.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>Silence after which an event stream shows that it is alive.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long answers that are under way may last once the server is told to end.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
