namespace Sweep.Training.Data.Csv;

/// <summary>What a field's bytes are.</summary>
internal enum CsvValueKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>A number that a float can hold.</summary>
    Number,

    /// <summary>NaN, Inf or a number too great for a float.</summary>
    NotFinite,

    /// <summary>Anything else.</summary>
    Text,
}
