using System.CommandLine;

namespace Sweep.Client.Commands;

/// <summary>A verb of the command, with examples for its help.</summary>
internal sealed class Verb(string name, string summary, IReadOnlyList<string> examples) : Command(name, summary)
{
    /// <summary>Command lines as a user would type them.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
