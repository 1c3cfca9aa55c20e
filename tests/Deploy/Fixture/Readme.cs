namespace Sweep.Deploy.Tests.Fixture;

/// <summary>The walk-through, deploy/README.md.</summary>
internal static class Readme
{
    public static string Text { get; } = Repository.Text("deploy/README.md");

    /// <summary>Each section with the lines of its blocks of commands, block by block.</summary>
    public static Dictionary<string, List<List<string>>> Sections { get; } = Read();

    /// <summary>Every command of a block.</summary>
    public static List<string> Commands => [.. Sections.Values.SelectMany(blocks => blocks).SelectMany(block => block)];

    private static Dictionary<string, List<List<string>>> Read()
    {
        var sections = new Dictionary<string, List<List<string>>>();
        List<List<string>> blocks = [];
        var inside = false;
        foreach (var line in Text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                sections[line[3..]] = blocks = [];
            var command = line.StartsWith("    ", StringComparison.Ordinal);
            if (command && !inside)
                blocks.Add([]);
            if (command)
                blocks[^1].Add(line.Trim());
            inside = command;
        }

        return sections;
    }
}
