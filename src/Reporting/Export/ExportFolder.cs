using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>
/// The folder that an export goes to. Files are written under temporary names and renamed when all are whole, so that a
/// reader never meets half a file.
/// </summary>
internal sealed class ExportFolder
{
    public static IReadOnlyList<string> FileNames { get; } = ["trials.csv", "epochs.csv", "gradients.csv", "results.json", "spec.yaml"];

    private readonly string _path;

    private ExportFolder(string path) => _path = path;

    /// <summary>Makes the folder, or takes an empty one or one that holds nothing but an earlier export.</summary>
    public static ExportFolder Open(string path, bool overwrite)
    {
        Check(path, overwrite);
        Directory.CreateDirectory(path);
        return new(path);
    }

    /// <summary>Whether an export can go there; makes nothing.</summary>
    public static void Check(string path, bool overwrite)
    {
        if (File.Exists(path))
            throw new InvalidInputException($"{path} is a file; an export needs a folder");
        if (Directory.Exists(path) && !overwrite)
            RefuseStrangers(path);
    }

    public string Temporary(string name) => Path.Combine(_path, $".{name}.tmp");

    public void Publish()
    {
        foreach (var name in FileNames)
            File.Move(Temporary(name), Path.Combine(_path, name), overwrite: true);
    }

    public void Discard()
    {
        foreach (var name in FileNames)
            File.Delete(Temporary(name));
    }

    private static void RefuseStrangers(string path)
    {
        var known = FileNames.SelectMany(n => new[] { n, $".{n}.tmp" }).ToHashSet(StringComparer.Ordinal);
        var entries = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal).ToList();
        var strangers = entries.Where(e => !known.Contains(e)).ToList();
        if (strangers.Count > 0)
            throw new InvalidInputException($"{path} holds {strangers[0]}{(strangers.Count > 1 ? $" and {strangers.Count - 1} more" : "")}, which no export wrote; name another folder or say --force");

        var trials = Path.Combine(path, "trials.csv");
        var published = entries.Where(e => FileNames.Contains(e)).ToList();
        if (published.Count > 0 && !(File.Exists(trials) && StartsLikeAnExport(trials)))
            throw new InvalidInputException($"{path} holds {published[0]}, but no trials.csv of an earlier export; name another folder or say --force");
    }

    private static bool StartsLikeAnExport(string trials)
        => File.ReadLines(trials).FirstOrDefault() is { } header && header.StartsWith("trial,combination,replicate,", StringComparison.Ordinal);
}
