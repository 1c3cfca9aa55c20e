namespace Sweep.Reporting.Export;

/// <summary>What a column of an exported table holds.</summary>
public enum FieldKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers of 64 bits.</summary>
    Whole,

    /// <summary>Whole numbers of 64 bits without sign.</summary>
    Natural,

    /// <summary>Numbers of double precision.</summary>
    Number,

    /// <summary>Numbers of single precision.</summary>
    ShortNumber,

    /// <summary>Moments in UTC.</summary>
    Time,

    /// <summary>Lists of names.</summary>
    Names,

    /// <summary>Lists of counts.</summary>
    Counts,
}
