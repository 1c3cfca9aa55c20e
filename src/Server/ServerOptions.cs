using System.CommandLine;
using System.Globalization;
using System.Net;
using Sweep.Core.Specs;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Hosting;

namespace Sweep.Server;

/// <summary>
/// Options of the server. Each has a variable of the environment too, named after it: <c>--silo-port</c> is
/// <c>SWEEP_SILO_PORT</c>. The command line goes before the environment.
/// </summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _store = Text("--store", "URL",
        "The PostgreSQL database that holds the record, the membership and the reminders: postgres://user@host/database.", null);

    private readonly Option<string?> _clusterId = Text("--cluster-id", "NAME",
        "Name of the cluster. Silos of other names share the database without meeting.", "sweep");

    private readonly Option<string?> _address = Text("--address", "IP",
        "Address that this silo listens on, and that other silos and clients reach it by; or a network that one address of this machine is in, as in 10.0.0.0/24.", "127.0.0.1");

    private readonly Option<string?> _siloPort = Text("--silo-port", "P", "Port for other silos.", "11111");

    private readonly Option<string?> _gatewayPort = Text("--gateway-port", "P", "Port for clients.", "30000");

    private readonly Option<string?> _http = Http(
        "Serve the API, /healthz, /readyz and /metrics there; port 0 takes any free one. Any address but loopback needs a token. Default: no port is opened.");

    private readonly Option<string?> _tokenFile = Text("--token-file", "FILE",
        $"File that holds the bearer token which the API asks for; goes before ${AccessToken.Variable}.", null);

    private readonly Option<string?> _data = Text("--data", "DIR",
        "Folder that paths of data files in submitted specs start at, at the same path on every machine. Default: none, so that specs can name built-in data sets alone.", null);

    private readonly Option<string?> _workers = Text("--workers", "N",
        "Trials trained at the same time. Default: the number of cores less one, which is the runtime's.", null);

    private readonly Option<string?> _isolate = Switch("--isolate",
        "Train in worker processes, one for each of --workers, so that a crash costs one attempt. Trials with engine torch always do.");

    private readonly Option<string?> _logFormat = Text("--log-format", "text|json", "How warnings and errors are written to stderr: text, or json with one object a line.", "text");

    private readonly Option<string?> _drainTimeout = Text("--drain-timeout", "SECONDS",
        "How long leaving the cluster may take after SIGTERM.", "30");

    private readonly Option<string?> _probeTimeout = Text("--probe-timeout", "SECONDS",
        "How long another silo may take to answer; after three times without an answer it is taken for dead.", "5");

    private readonly Option<string?> _lease = Text("--lease", "SECONDS",
        "How long a trial waits for a silo that was lost, before another silo takes it.", "30");

    /// <summary>All of them.</summary>
    public Option[] All => [_store, _clusterId, _address, _siloPort, _gatewayPort, _http, _tokenFile, _data, _workers, _isolate, _logFormat, _drainTimeout, _probeTimeout, _lease];

    /// <summary>Where the silo serves HTTP.</summary>
    /// <param name="description">What the address is for.</param>
    public static Option<string?> Http(string description) => Text("--http", "IP:PORT", description, null);

    /// <summary>What was asked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InvalidInputException">Options that cannot be used, all of them.</exception>
    public (ClusterSiloOptions Silo, TimeSpan DrainTimeout) Read(ParseResult parsed)
    {
        var problems = new List<string>();
        var drain = Number(_drainTimeout, 1, 86_400);
        var options = new ClusterSiloOptions
        {
            Store = Required(_store),
            ClusterId = Required(_clusterId),
            Address = Try(() => SiloAddress.Read(parsed.GetValue(_address), SiloAddress.OfThisMachine), IPAddress.Loopback),
            SiloPort = Number(_siloPort, 1, IPEndPoint.MaxPort),
            GatewayPort = Number(_gatewayPort, 1, IPEndPoint.MaxPort),
            Http = parsed.GetValue(_http) is null ? null : Parse(_http, static (string? text, out IPEndPoint? value) => IPEndPoint.TryParse(text ?? "", out value), "an address and a port, as in 127.0.0.1:9464", new IPEndPoint(0, 0)),
            Token = Try(() => AccessToken.Read(parsed.GetValue(_tokenFile), Environment.GetEnvironmentVariable(AccessToken.Variable)), null),
            DataFolder = Try(() => FolderOf(parsed.GetValue(_data)), ""),
            Workers = parsed.GetValue(_workers) is null ? Math.Max(1, Environment.ProcessorCount - 1) : Number(_workers, 1, 4096),
            Isolation = new(Parse(_isolate, static (string? text, out bool value) => bool.TryParse(text ?? "true", out value), "true or false", false)),
            LogFormat = Parse(_logFormat, static (string? text, out LogFormat value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value), "text or json", LogFormat.Text),
            ProbeTimeout = TimeSpan.FromSeconds(Number(_probeTimeout, 1, 600)),
            Lease = TimeSpan.FromSeconds(Number(_lease, 6, 3600)),
        };
        return problems.Count == 0 ? (options, TimeSpan.FromSeconds(drain)) : throw new InvalidInputException(string.Join(Environment.NewLine, problems));

        string Required(Option<string?> option)
        {
            if (parsed.GetValue(option) is { Length: > 0 } value)
                return value;
            problems.Add($"{option.Name} is missing; give it, or set {VariableOf(option.Name)}");
            return "";
        }

        int Number(Option<string?> option, int least, int greatest)
        {
            if (int.TryParse(parsed.GetValue(option), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= greatest)
                return value;
            problems.Add($"{option.Name} is '{parsed.GetValue(option)}', but must be a whole number between {least} and {greatest}");
            return least;
        }

        T Try<T>(Func<T> read, T other)
        {
            try
            {
                return read();
            }
            catch (InvalidInputException exception)
            {
                problems.Add(exception.Message);
                return other;
            }
        }

        T Parse<T>(Option<string?> option, TryParse<T> read, string kind, T other)
        {
            if (read(parsed.GetValue(option), out var value) && value is not null)
                return value;
            problems.Add($"{option.Name} is '{parsed.GetValue(option)}', but must be {kind}");
            return other;
        }
    }

    private static string FolderOf(string? data)
    {
        if (data is null)
            return "";
        var folder = Path.GetFullPath(data);
        return Directory.Exists(folder) ? folder : throw new InvalidInputException($"--data {data}: there is no such folder");
    }

    private delegate bool TryParse<T>(string? text, out T? value);

    private static Option<string?> Text(string name, string help, string description, string? value) => new(name)
    {
        Description = $"{description}{(value is null ? "" : $" Default: {value}.")} [{VariableOf(name)}]",
        HelpName = help,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(VariableOf(name)) is { Length: > 0 } set ? set : value,
    };

    // Given without a value it is on.
    private static Option<string?> Switch(string name, string description)
    {
        var option = Text(name, "true|false", description, "false");
        option.Arity = ArgumentArity.ZeroOrOne;
        return option;
    }

    private static string VariableOf(string option) => $"SWEEP_{option.TrimStart('-').Replace('-', '_').ToUpperInvariant()}";
}
