using System.Globalization;
using Sweep.Core.Configuration;

namespace Sweep.Training.Data.Csv;

/// <summary>
/// Reads a CSV file: a header line, then one row a sample. A column of which at least half the values are numbers holds
/// numbers, and anything else in it is an error; another one holds text and becomes one 0/1 feature for each different text.
/// </summary>
internal static class CsvReader
{
    /// <summary>Greatest size of a file.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>Most columns of a file.</summary>
    public const int MaxColumns = 10_000;

    /// <summary>Most features that the columns may become.</summary>
    public const int MaxFeatures = 65_536;

    /// <summary>Most different texts of a feature column.</summary>
    public const int MaxLevels = 256;

    /// <summary>Most classes.</summary>
    public const int MaxClasses = 1_000;

    /// <summary>Reads a whole file's bytes.</summary>
    /// <exception cref="Core.Specs.InvalidInputException">Something is wrong; every place up to a limit is named.</exception>
    public static RawData Read(ReadOnlySpan<byte> bytes, string file, DataSource.Csv options)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        CheckEncoding(bytes, file);
        var problems = new ProblemList(file);
        var separator = CsvHeader.Separator(bytes);
        var tokenizer = new CsvTokenizer(bytes, separator, problems);
        var columns = CsvHeader.Read(ref tokenizer, file, problems);
        var target = CsvHeader.Target(columns, options.Target, file);
        var rows = Survey(ref tokenizer, columns, problems);
        if (rows == 0)
        {
            problems.ThrowIfAny();
            throw ProblemList.Single(file, "has no rows below its header line");
        }

        if ((long)rows * columns.Length > FeatureTable.MaxValues)
            throw TooLarge(file, rows, columns.Length);
        for (var i = 0; i < columns.Length; i++)
            columns[i].Allocate(rows, HoldsText(columns[i], i == target, options.Task));

        var again = new CsvTokenizer(bytes, separator, null);
        var kept = Fill(ref again, columns, target, options, problems);
        foreach (var column in columns.Where(c => c.NumberCount + c.TextCount == 0))
            problems.Add(1, 1, $"column \"{column.Name}\" holds no value at all; remove it");
        problems.ThrowIfAny();
        if (kept == 0)
            throw ProblemList.Single(file, "has an empty field in every row, so that missing: drop_row leaves none");
        return CsvAssembly.Assemble(columns, target, kept, file, options.Task);
    }

    /// <summary>The error for more values than a table may hold.</summary>
    public static Core.Specs.InvalidInputException TooLarge(string file, long rows, long features)
        => ProblemList.Single(file, string.Create(CultureInfo.InvariantCulture, $"has {rows:N0} rows × {features:N0} columns; at most {FeatureTable.MaxValues:N0} values are allowed"));

    private static void CheckEncoding(ReadOnlySpan<byte> bytes, string file)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return;
        var line = 1;
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end && System.Text.Unicode.Utf8.IsValid(bytes[..end]))
        {
            bytes = bytes[(end + 1)..];
            line++;
        }

        throw new Core.Specs.InvalidInputException([new(file, line, 1, "is not UTF-8 text; save it with that encoding")]);
    }

    private static bool HoldsText(CsvColumn column, bool isTarget, TargetKind task) => (isTarget, task) switch
    {
        (true, TargetKind.Regression) => false,
        (true, TargetKind.Classes) => column.TextCount > 0,
        _ => column.TextCount > column.NumberCount,
    };

    private static int Survey(ref CsvTokenizer tokenizer, CsvColumn[] columns, ProblemList problems)
    {
        var rows = 0;
        var fields = new List<CsvField>(columns.Length);
        while (tokenizer.Next(fields))
        {
            if (fields.Count != columns.Length)
            {
                var last = fields[Math.Min(fields.Count, columns.Length) - 1];
                problems.Add(last.Line, problems.IsOpen ? tokenizer.Column(last) : 0, $"{(fields.Count == CsvTokenizer.MaxFields ? $"more than {MaxColumns}" : fields.Count)} fields in this row; the header line has {columns.Length}");
                continue;
            }

            rows++;
            for (var i = 0; i < columns.Length; i++)
                columns[i].Count(CsvValue.Read(tokenizer.Bytes(fields[i]), out _));
        }

        return rows;
    }

    private static int Fill(ref CsvTokenizer tokenizer, CsvColumn[] columns, int target, DataSource.Csv options, ProblemList problems)
    {
        var fields = new List<CsvField>(columns.Length);
        tokenizer.Next(fields);
        var overfull = new HashSet<CsvColumn>();
        var row = 0;
        while (tokenizer.Next(fields))
        {
            if (fields.Count != columns.Length || (options.Missing == MissingValues.DropRow && HasEmpty(ref tokenizer, fields)))
                continue;
            for (var i = 0; i < columns.Length; i++)
            {
                var column = columns[i];
                var kind = CsvValue.Read(tokenizer.Bytes(fields[i]), out var number);
                if (kind == CsvValueKind.Empty)
                {
                    column.SetMissing(row);
                    if (i == target || options.Missing == MissingValues.Refuse)
                        Report(ref tokenizer, problems, fields[i], EmptyMessage(column, i == target));
                }
                else if (column.IsText)
                {
                    var limit = i == target ? MaxClasses : MaxLevels;
                    if (!overfull.Contains(column) && !column.Set(row, tokenizer.Text(fields[i]), limit) && overfull.Add(column))
                        Report(ref tokenizer, problems, fields[i], $"column \"{column.Name}\" has more than {limit} different texts; remove it, or group them");
                }
                else if (kind == CsvValueKind.Number)
                {
                    column.Set(row, number);
                }
                else if (problems.IsOpen)
                {
                    Report(ref tokenizer, problems, fields[i], NumberMessage(tokenizer.Text(fields[i]), column, kind));
                }
                else
                {
                    problems.AddFurther();
                }
            }

            row++;
        }

        return row;
    }

    private static bool HasEmpty(ref CsvTokenizer tokenizer, List<CsvField> fields)
    {
        foreach (var field in fields)
        {
            if (tokenizer.Bytes(field).Trim(" \t"u8).IsEmpty)
                return true;
        }

        return false;
    }

    private static void Report(ref CsvTokenizer tokenizer, ProblemList problems, CsvField field, string message)
        => problems.Add(field.Line, problems.IsOpen ? tokenizer.Column(field) : 0, message);

    private static string EmptyMessage(CsvColumn column, bool isTarget) => isTarget
        ? $"no value for the target \"{column.Name}\"; every row needs one, or missing: drop_row"
        : $"no value for \"{column.Name}\"; fill it in, or say missing: drop_row or missing: mean";

    private static string NumberMessage(string text, CsvColumn column, CsvValueKind kind)
    {
        if (text.Length > 40)
            text = text[..40] + "...";
        return kind == CsvValueKind.NotFinite
            ? $"\"{text}\" in column \"{column.Name}\" is no finite number within ±3.4e38; leave the field empty for a missing value"
            : $"\"{text}\" is not a number, as column \"{column.Name}\" otherwise holds (decimal point, no thousands separator); leave the field empty for a missing value";
    }
}
