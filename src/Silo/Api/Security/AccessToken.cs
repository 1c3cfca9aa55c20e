using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Specs;

namespace Sweep.Silo.Api.Security;

/// <summary>The secret that clients show to a server. It has no text form, so that it gets into no log.</summary>
public sealed class AccessToken
{
    /// <summary>Environment variable that holds it.</summary>
    public const string Variable = "SWEEP_TOKEN";

    private const int Shortest = 16;
    private const int Longest = 4096;

    private readonly string _secret;
    private readonly byte[] _hash;

    private AccessToken(string secret)
    {
        _secret = secret;
        _hash = Hash(secret);
    }

    /// <summary>The header that shows it.</summary>
    public AuthenticationHeaderValue Header => new("Bearer", _secret);

    /// <summary>Reads it from a file, or else takes the environment's; null where there is neither.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or what it holds can be no token.</exception>
    public static AccessToken? Read(string? file, string? environment)
    {
        if (file is null)
            return string.IsNullOrEmpty(environment) ? null : Of(environment, Variable);
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            var text = new char[Longest + 2];
            return Of(new string(text, 0, reader.ReadBlock(text)).TrimEnd('\r', '\n'), $"--token-file {file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"--token-file {file} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Whether this is what a client has shown. The time that it takes tells nothing of the secret.</summary>
    public bool Matches(string shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);
    }

    private static AccessToken Of(string secret, string place)
    {
        if (secret.Length is < Shortest or > Longest || !secret.All(c => c is > ' ' and <= '~'))
            throw new InvalidInputException($"{place}: a token has {Shortest} to {Longest} visible ASCII characters; 'openssl rand -hex 32' makes one");
        return new(secret);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
