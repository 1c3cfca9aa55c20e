namespace Sweep.EndToEnd.Tests;

/// <summary>Reads exported CSV files whose fields hold no quoted line breaks.</summary>
internal static class Csv
{
    public static IReadOnlyList<Dictionary<string, string>> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = Split(lines[0]);
        return [.. lines.Skip(1).Select(line => names.Zip(Split(line)).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string> { "" };
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                quoted = !quoted;
            else if (letter == ',' && !quoted)
                fields.Add("");
            else
                fields[^1] += letter;
        }

        return fields;
    }
}
