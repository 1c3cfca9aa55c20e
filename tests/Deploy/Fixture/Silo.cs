using System.Text.RegularExpressions;
using Sweep.Server;
using Sweep.Silo.Api.Security;
using Sweep.Silo.Hosting;
using Sweep.Storage;

namespace Sweep.Deploy.Tests.Fixture;

/// <summary>What the server <c>sweep-silo</c> understands, as its own parser tells it.</summary>
internal static partial class Silo
{
    /// <summary>Each option by its variable.</summary>
    public static Dictionary<string, string> OptionsByVariable { get; } = new ServerOptions().All
        .ToDictionary(option => VariablePattern().Match(option.Description!).Groups[1].Value, option => option.Name);

    /// <summary>Variables that it reads.</summary>
    public static HashSet<string> Variables { get; } =
        [.. OptionsByVariable.Keys, AccessToken.Variable, StoreOpener.PasswordFileVariable];

    /// <summary>
    /// What it makes of variables, read as options. Addresses and files that exist elsewhere alone are replaced by ones that
    /// exist here.
    /// </summary>
    public static (ClusterSiloOptions Silo, TimeSpan DrainTimeout) Read(IReadOnlyDictionary<string, string> variables)
    {
        var token = Path.GetTempFileName();
        try
        {
            File.WriteAllText(token, new string('t', 32));
            var arguments = new List<string>();
            foreach (var (variable, value) in variables.Where(pair => OptionsByVariable.ContainsKey(pair.Key)))
            {
                arguments.Add(OptionsByVariable[variable]);
                arguments.Add(variable switch
                {
                    "SWEEP_ADDRESS" => "127.0.0.1",
                    "SWEEP_TOKEN_FILE" => token,
                    _ => value,
                });
            }

            var options = new ServerOptions();
            var command = new System.CommandLine.RootCommand();
            foreach (var option in options.All)
                command.Options.Add(option);
            var parsed = command.Parse(arguments);
            Assert.Empty(parsed.Errors);
            return options.Read(parsed);
        }
        finally
        {
            File.Delete(token);
        }
    }

    [GeneratedRegex(@"\[(SWEEP_[A-Z_]+)\]$")]
    private static partial Regex VariablePattern();
}
