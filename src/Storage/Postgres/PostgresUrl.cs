using System.Globalization;
using Npgsql;
using Sweep.Core.Specs;

namespace Sweep.Storage.Postgres;

/// <summary>
/// Reads <c>postgres://user@host:port,host:port/database?option=value</c>, the form that libpq defines, with libpq's names
/// of options and one of our own, <c>schema</c>.
/// </summary>
internal static class PostgresUrl
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private static readonly Dictionary<string, SslMode> SslModes = new(StringComparer.Ordinal)
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    private static readonly Dictionary<string, ChannelBinding> ChannelBindings = new(StringComparer.Ordinal)
    {
        ["disable"] = ChannelBinding.Disable,
        ["prefer"] = ChannelBinding.Prefer,
        ["require"] = ChannelBinding.Require,
    };

    // A record that cannot be written is of no use to a sweep, and one that lags behind shows it wrongly.
    private static readonly Dictionary<string, string> Targets = new(StringComparer.Ordinal)
    {
        ["any"] = "any",
        ["primary"] = "primary",
        ["read-write"] = "read-write",
    };

    private static readonly Dictionary<string, Action<PostgresUrlParts, string>> Options = new(StringComparer.Ordinal)
    {
        ["schema"] = (parts, value) => parts.Schema = value,
        ["host"] = (parts, value) => parts.Hosts = value,
        ["port"] = (parts, value) => parts.Settings.Port = Number("port", value, 65_535),
        ["user"] = (parts, value) => parts.Settings.Username = value,
        ["password"] = (parts, value) => parts.Settings.Password = value,
        ["passfile"] = (parts, value) => parts.Settings.Passfile = value,
        ["dbname"] = (parts, value) => parts.Settings.Database = value,
        ["sslmode"] = (parts, value) => parts.Settings.SslMode = OneOf("sslmode", value, SslModes),
        ["sslrootcert"] = (parts, value) => parts.Settings.RootCertificate = value,
        ["sslcert"] = (parts, value) => parts.Settings.SslCertificate = value,
        ["sslkey"] = (parts, value) => parts.Settings.SslKey = value,
        ["channel_binding"] = (parts, value) => parts.Settings.ChannelBinding = OneOf("channel_binding", value, ChannelBindings),
        ["connect_timeout"] = (parts, value) => parts.Settings.Timeout = Number("connect_timeout", value, 1024),
        ["target_session_attrs"] = (parts, value) => parts.Settings.TargetSessionAttributes = OneOf("target_session_attrs", value, Targets),
    };

    /// <summary>Whether a text names a record on a PostgreSQL server.</summary>
    public static bool IsOne(string text) => Schemes.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address that a URL stands for.</summary>
    /// <exception cref="InvalidInputException">It is none; the message holds no password.</exception>
    public static PostgresAddress Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var scheme = Schemes.FirstOrDefault(s => url.StartsWith(s, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidInputException("a record on a PostgreSQL server is named by postgres://user@host:port/database");
        var parts = new PostgresUrlParts();
        var (rest, query) = Cut(url[scheme.Length..], '?');
        var (authority, database) = Cut(rest, '/');
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            if (user.Length > 0)
                parts.Settings.Username = Decode(user);
            if (password is { Length: > 0 })
                parts.Settings.Password = Decode(password);
        }

        if (at + 1 < authority.Length)
            parts.Hosts = Decode(authority[(at + 1)..]);
        if (database is { Length: > 0 })
            parts.Settings.Database = Decode(database);
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            if (!Options.TryGetValue(name, out var option))
                throw new InvalidInputException($"the URL of the record has an unknown option '{name}'; allowed: {string.Join(", ", Options.Keys)}");
            option(parts, Decode(value ?? ""));
        }

        return parts.ToAddress();
    }

    private static (string Before, string? After) Cut(string text, char at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? (text, null) : (text[..place], text[(place + 1)..]);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static int Number(string name, string value, int greatest)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= greatest
            ? number
            : throw new InvalidInputException($"{name} in the URL of the record is '{value}'; allowed: 1 to {greatest}");

    private static T OneOf<T>(string name, string value, Dictionary<string, T> allowed)
        => allowed.TryGetValue(value, out var found)
            ? found
            : throw new InvalidInputException($"{name} in the URL of the record is '{value}'; allowed: {string.Join(", ", allowed.Keys)}");
}
