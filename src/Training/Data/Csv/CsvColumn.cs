using System.Runtime.InteropServices;

namespace Sweep.Training.Data.Csv;

/// <summary>One column of a CSV file while it is read: first its fields are counted by kind, then its values are kept.</summary>
internal sealed class CsvColumn(string name)
{
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);
    private double[] _numbers = [];
    private int[] _codes = [];

    /// <summary>Name in the header.</summary>
    public string Name { get; } = name;

    /// <summary>Fields that are numbers, or NaN or Inf.</summary>
    public int NumberCount { get; private set; }

    /// <summary>Fields that are text.</summary>
    public int TextCount { get; private set; }

    /// <summary>Whether values are kept as text levels.</summary>
    public bool IsText { get; private set; }

    /// <summary>Number of features that the column becomes.</summary>
    public int Width => IsText ? _levels.Count : 1;

    /// <summary>Numbers, row by row; NaN where missing. Empty for text.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>Level of each row, −1 where missing. Empty for numbers.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Counts one field.</summary>
    public void Count(CsvValueKind kind)
    {
        switch (kind)
        {
            case CsvValueKind.Number or CsvValueKind.NotFinite:
                NumberCount++;
                break;
            case CsvValueKind.Text:
                TextCount++;
                break;
        }
    }

    /// <summary>Makes room for values.</summary>
    public void Allocate(int rows, bool asText)
    {
        IsText = asText;
        if (asText)
            _codes = new int[rows];
        else
            _numbers = new double[rows];
    }

    /// <summary>Keeps a number.</summary>
    public void Set(int row, double number) => _numbers[row] = number;

    /// <summary>Keeps a text; false where there are more different ones than <paramref name="limit"/>.</summary>
    public bool Set(int row, string text, int limit)
    {
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_levels, text, out var known);
        if (!known)
            code = _levels.Count - 1;
        _codes[row] = code;
        return _levels.Count <= limit;
    }

    /// <summary>Keeps that there is no value.</summary>
    public void SetMissing(int row)
    {
        if (IsText)
            _codes[row] = -1;
        else
            _numbers[row] = double.NaN;
    }

    /// <summary>Cuts off the rows that were left out and puts levels into the order of their text, whatever order rows have.</summary>
    public IReadOnlyList<string> Finish(int rows)
    {
        if (!IsText)
        {
            Array.Resize(ref _numbers, rows);
            return [];
        }

        Array.Resize(ref _codes, rows);
        var names = _levels.Keys.Order(StringComparer.Ordinal).ToArray();
        var place = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
            place[_levels[names[i]]] = i;
        for (var row = 0; row < rows; row++)
            _codes[row] = _codes[row] < 0 ? -1 : place[_codes[row]];
        return names;
    }
}
