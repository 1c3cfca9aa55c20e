namespace Sweep.Core.Configuration;

/// <summary>What happens to empty feature fields of a file.</summary>
public enum MissingValues
{
    /// <summary>The file is refused.</summary>
    Refuse,

    /// <summary>Rows with an empty field are left out.</summary>
    DropRow,

    /// <summary>The training rows' mean of the column takes their place.</summary>
    Mean,
}
