using System.Globalization;
using Sweep.Core.Specs;

namespace Sweep.Training.Data.Csv;

/// <summary>The first line of a CSV file.</summary>
internal static class CsvHeader
{
    /// <summary>The separator that the first line has most of, among comma, semicolon and tab; comma where there is none.</summary>
    public static byte Separator(ReadOnlySpan<byte> text)
    {
        var quoted = false;
        Span<int> counts = stackalloc int[3];
        foreach (var c in text)
        {
            if (c == '\n' && !quoted)
                break;
            quoted ^= c == '"';
            var kind = quoted ? -1 : ",;\t"u8.IndexOf(c);
            if (kind >= 0)
                counts[kind]++;
        }

        var best = counts[1] > counts[0] ? 1 : 0;
        return ",;\t"u8[counts[2] > counts[best] ? 2 : best];
    }

    /// <summary>Checks the column names.</summary>
    public static CsvColumn[] Read(scoped ref CsvTokenizer tokenizer, string file, ProblemList problems)
    {
        var fields = new List<CsvField>();
        if (!tokenizer.Next(fields))
        {
            problems.ThrowIfAny();
            throw ProblemList.Single(file, "is empty; the first line must hold the names of the columns");
        }

        if (fields.Count is < 2 or > CsvReader.MaxColumns)
            throw ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"has {(fields.Count == 1 ? "one column" : $"more than {CsvReader.MaxColumns:N0} columns")}; allowed are 2 to {CsvReader.MaxColumns:N0}, separated by comma, semicolon or tab"));
        var columns = new CsvColumn[fields.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var numbers = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var name = tokenizer.Text(fields[i]);
            columns[i] = new(name);
            if (CsvValue.Read(tokenizer.Bytes(fields[i]), out _) == CsvValueKind.Number)
                numbers++;
            else if (name.Length == 0)
                problems.Add(fields[i].Line, tokenizer.Column(fields[i]), $"column {i + 1} has no name; name it, or remove it if it numbers the rows");
            else if (!seen.Add(name))
                problems.Add(fields[i].Line, tokenizer.Column(fields[i]), $"a second column \"{name}\"; names must differ");
        }

        if (numbers == columns.Length)
            problems.Add(fields[0].Line, 1, "only numbers in the first line, which must hold the names of the columns");
        return columns;
    }

    /// <summary>Number of the target column.</summary>
    public static int Target(CsvColumn[] columns, string? name, string file)
    {
        if (name is null)
            return columns.Length - 1;
        var index = Array.FindIndex(columns, c => c.Name == name);
        if (index >= 0)
            return index;
        var nearest = NearestName.Of(name, columns.Select(c => c.Name));
        var names = string.Join(", ", columns.Take(20).Select(c => c.Name)) + (columns.Length > 20 ? ", ..." : "");
        throw new InvalidInputException([new Problem(file, 1, 1, $"has no column \"{name}\" for the target; its columns are {names}; nearest is \"{nearest}\"")]);
    }
}
