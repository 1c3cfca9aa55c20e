using System.Text;

namespace Sweep.Core.Specs.Reference;

/// <summary>The page of techniques, written from the same types that specs are read with.</summary>
public static class TechniqueReference
{
    /// <summary>The whole page as Markdown.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder();
        page.Append(TechniqueProse.Opening);
        foreach (var group in TechniqueGroup.All)
        {
            page.Append($"\n## {group.Title}\n");
            MarkdownTable.Append(page, ["technique", "formula or meaning", "in a spec", "default", "source", "example"], Technique.Of(group).Select(Row));
        }

        page.Append(TechniqueProse.Training);
        return page.ToString();
    }

    private static string[] Row(Technique technique) =>
    [
        $"`{technique.Name}`",
        technique.Formula,
        $"`{technique.Written}`",
        technique.Default,
        string.Join("; ", technique.Sources),
        TechniqueExamples.ByPath.TryGetValue(technique.Path, out var example) ? $"[{example}](../examples/{example}.yaml)" : "",
    ];
}
