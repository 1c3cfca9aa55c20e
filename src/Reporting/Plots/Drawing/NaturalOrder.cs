namespace Sweep.Reporting.Plots.Drawing;

/// <summary>Texts in the order people expect: <c>worker 2</c> before <c>worker 10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (!char.IsAsciiDigit(a[i]) || !char.IsAsciiDigit(b[j]))
            {
                if (a[i] != b[j])
                    return a[i].CompareTo(b[j]);
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (m, n) = (Digits(a, i), Digits(b, j));
            var p = a.AsSpan(i, m).TrimStart('0');
            var q = b.AsSpan(j, n).TrimStart('0');
            var order = p.Length != q.Length ? p.Length.CompareTo(q.Length) : p.SequenceCompareTo(q);
            if (order != 0)
                return order;
            (i, j) = (i + m, j + n);
        }

        var rest = (a.Length - i).CompareTo(b.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(a, b);
    }

    private static int Digits(string text, int from)
    {
        var end = from;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - from;
    }
}
