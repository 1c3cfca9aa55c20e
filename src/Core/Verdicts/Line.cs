namespace Sweep.Core.Verdicts;

/// <summary>
/// A line with hysteresis: a verdict begins after some epochs in a row beyond <paramref name="Enter"/> and ends after as
/// many back over <paramref name="Leave"/>, so that neither one odd epoch nor a value that trembles on the line flips it.
/// </summary>
/// <param name="Enter">Where the verdict begins.</param>
/// <param name="Leave">Where it ends; on the healthy side of <paramref name="Enter"/>.</param>
/// <param name="Above">Whether the verdict holds above the line.</param>
internal readonly record struct Line(double Enter, double Leave, bool Above)
{
    /// <summary>A verdict for values at or above a ratio.</summary>
    public static Line AtLeast(double ratio, double margin) => new(ratio, ratio / margin, true);

    /// <summary>A verdict for values at or below a ratio.</summary>
    public static Line AtMost(double ratio, double margin) => new(ratio, ratio * margin, false);

    /// <summary>A verdict for shares at or above one.</summary>
    public static Line ShareAtLeast(double share, double margin) => new(share, share - margin, true);

    /// <summary>The spell that still holds in the last epoch measured, or null.</summary>
    public Spell? AtEnd(IEnumerable<Reading> readings, int persistence) => Spells(readings, persistence) is [.., { Open: true, Spell: var last }] ? last : null;

    /// <summary>The same for what one epoch is enough to begin, and as many as ever are needed to end.</summary>
    public Spell? AtEndFromOne(IEnumerable<Reading> readings, int persistence) => Spells(readings, persistence, 1) is [.., { Open: true, Spell: var last }] ? last : null;

    /// <summary>The last spell there was, ended or not.</summary>
    public Spell? Ever(IEnumerable<Reading> readings, int persistence) => Spells(readings, persistence) is [.., { Spell: var last }] ? last : null;

    private List<(Spell Spell, bool Open)> Spells(IEnumerable<Reading> readings, int persistence, int begins = int.MaxValue)
    {
        var measured = readings.Where(r => !double.IsNaN(r.Value)).ToList();
        var need = Math.Min(persistence, measured.Count);
        var spells = new List<(Spell, bool)>();
        int start = -1, run = 0;
        for (var i = 0; i < measured.Count; i++)
        {
            var value = measured[i].Value;
            var turns = start < 0 ? Beyond(value) : Back(value);
            run = turns ? run + 1 : 0;
            if (run < (start < 0 ? Math.Min(begins, need) : need))
                continue;
            if (start < 0)
                start = i - run + 1;
            else
                spells.Add((Make(measured, ref start, i - run), false));
            run = 0;
        }

        if (start >= 0)
            spells.Add((Make(measured, ref start, measured.Count - 1), true));
        return spells;
    }

    private static Spell Make(List<Reading> readings, ref int start, int end)
    {
        var values = readings[start..(end + 1)].Select(r => r.Value).Where(double.IsFinite).ToList();
        var spell = new Spell(readings[start].Epoch, readings[end].Epoch, values.Count > 0 ? Verdicts.Median.Of(values) : readings[end].Value);
        start = -1;
        return spell;
    }

    private bool Beyond(double value) => Above ? value >= Enter : value <= Enter;

    private bool Back(double value) => Above ? value < Leave : value > Leave;
}
