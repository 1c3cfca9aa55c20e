namespace Sweep.Reporting.Export;

/// <summary>Where the entries of an export are written until all are whole.</summary>
/// <param name="Folder">The export's folder.</param>
public sealed record ExportTarget(string Folder)
{
    /// <summary>A file that every folder of an export holds, and no other: what lies in such a folder may be replaced.</summary>
    internal const string Mark = ".sweep-export";

    /// <summary>The temporary path of an entry.</summary>
    public string Temporary(string name) => Path.Combine(Folder, $".{name}.tmp");

    /// <summary>The path of an entry once the export is whole.</summary>
    public string Final(string name) => Path.Combine(Folder, name);

    /// <summary>Makes the temporary folder of an entry that is a folder.</summary>
    internal string MakeFolder(string name, string sweep)
    {
        var path = Temporary(name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, Mark), sweep + "\n");
        return path;
    }
}
