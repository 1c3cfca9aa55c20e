using System.Globalization;

namespace Sweep.Training.Data;

/// <summary>Reads the data sets that the assembly carries; <c>Embedded/README.md</c> says where they are from.</summary>
internal static class EmbeddedSet
{
    /// <summary>Reads one. Its lines are numbers separated by commas, the class last, below a line of rows, features and class names.</summary>
    public static RawData Read(string name)
    {
        using var stream = typeof(EmbeddedSet).Assembly.GetManifestResourceStream($"Sweep.Training.Data.{name}.csv")
            ?? throw new InvalidOperationException($"The assembly does not hold the data set {name}.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // Of digits alone there is no such line.
        var digits = name == "digits";
        var classes = digits ? [.. Enumerable.Range(0, 10).Select(d => d.ToString(CultureInfo.InvariantCulture))] : lines[0].Split(',')[2..];
        var rows = lines.AsSpan(digits ? 0 : 1);
        var width = rows[0].Count(',');
        var values = new double[rows.Length * width];
        var labels = new int[rows.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var cells = rows[row].Split(',');
            for (var i = 0; i < width; i++)
                values[(row * width) + i] = double.Parse(cells[i], CultureInfo.InvariantCulture);
            labels[row] = int.Parse(cells[width], CultureInfo.InvariantCulture);
        }

        return new()
        {
            Name = name,
            Rows = new(new NumberTable(rows.Length, width, values), labels, []),
            ClassNames = classes,
            Image = digits ? new ImageShape(8, 8) : null,
        };
    }
}
