using System.Text;

namespace Sweep.Core.Specs.Reference;

/// <summary>Tables of the pages that are written from types.</summary>
internal static class MarkdownTable
{
    /// <summary>Appends a table after an empty line; cells hold text, in which pipes and asterisks stand for themselves.</summary>
    public static void Append(StringBuilder page, string[] head, IEnumerable<string[]> rows)
    {
        page.Append('\n').Append("| ").AppendJoin(" | ", head).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", head.Length))).Append('\n');
        foreach (var row in rows)
            page.Append("| ").AppendJoin(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal))).Append(" |\n");
    }
}
