using System.CommandLine;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Security;

namespace Sweep.Client.Remote;

/// <summary>Options of the verbs that can speak to a server.</summary>
internal sealed class ServerOptions
{
    private const string Variable = "SWEEP_SERVER";

    private readonly Option<string?> _server = new("--server")
    {
        Description = "Speak to a server ('sweep serve') instead of a record on this machine. Default: $SWEEP_SERVER, unless --store or --cluster is given.",
        HelpName = "URL",
    };

    private readonly Option<string?> _tokenFile = TokenFile();

    /// <summary>All of them.</summary>
    public Symbol[] All => [_server, _tokenFile];

    /// <summary>File that holds the bearer token.</summary>
    public static Option<string?> TokenFile() => new("--token-file")
    {
        Description = "File that holds the server's bearer token. Default: $SWEEP_TOKEN.",
        HelpName = "FILE",
    };

    /// <summary>The server that is meant; null where a record on this machine is.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="store">The verb's option for the record.</param>
    /// <param name="inCluster">Whether a cluster is named.</param>
    /// <exception cref="InvalidInputException">The address or token cannot be used, or a record or a cluster is named too.</exception>
    public SweepServer? Find(ParseResult parsed, Option<string> store, bool inCluster = false)
    {
        var named = parsed.GetValue(_server);
        if (named is not null && inCluster)
            throw new InvalidInputException("--server and --cluster do not go together: a server runs sweeps in itself or in a cluster of its own");
        var local = inCluster || parsed.GetResult(store) is { Implicit: false };
        if (named is not null && local)
            throw new InvalidInputException("--server and --store do not go together: a server has its own record");
        var url = named ?? (local ? null : Default);
        return url is null ? null : Connect(parsed, url);
    }

    /// <summary>The server that is meant.</summary>
    /// <exception cref="InvalidInputException">There is none, or its address or token cannot be used.</exception>
    public SweepServer Get(ParseResult parsed)
        => Connect(parsed, parsed.GetValue(_server) ?? Default ?? throw new InvalidInputException($"no server is named: give --server URL, such as --server http://127.0.0.1:7777, or set {Variable}"));

    private static string? Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;

    private SweepServer Connect(ParseResult parsed, string url)
        => SweepServer.Connect(url, AccessToken.Read(parsed.GetValue(_tokenFile), Environment.GetEnvironmentVariable(AccessToken.Variable)), TimeProvider.System);
}
