using System.Text.Json;
using Sweep.Core.Specs;

namespace Sweep.Reporting.Export;

/// <summary>
/// The folder that an export goes to. Entries are written under temporary names and renamed when all are whole, so that a
/// reader never meets half a file.
/// </summary>
internal sealed class ExportFolder
{
    /// <summary>The sweep's results, which every export holds.</summary>
    public const string Results = "results.json";

    /// <summary>The sweep's spec, which every export holds.</summary>
    public const string Spec = "spec.yaml";

    private static readonly string[] Folders = [MlflowExport.Folder, TensorBoardExport.Folder];

    private static readonly string[] Tables = [.. new[] { "csv", "jsonl", "parquet" }.SelectMany(e => new[] { $"trials.{e}", $"epochs.{e}", $"gradients.{e}" })];

    private readonly string _path;
    private readonly IReadOnlyList<string> _names;

    private ExportFolder(string path, IReadOnlyList<string> names)
    {
        _path = path;
        _names = names;
        Target = new(path);
    }

    /// <summary>Where entries are written.</summary>
    public ExportTarget Target { get; }

    /// <summary>Makes the folder, or takes an empty one or one that holds nothing but an earlier export of the sweep.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="names">What will be published: <see cref="Results"/> first, which tells an export.</param>
    /// <param name="sweep">Id of the sweep.</param>
    /// <param name="overwrite">Whether a folder that holds anything else is taken too.</param>
    public static ExportFolder Open(string path, IReadOnlyList<string> names, string sweep, bool overwrite)
    {
        Check(path, names, sweep, overwrite);
        Directory.CreateDirectory(path);
        var folder = new ExportFolder(path, names);
        folder.Discard();
        return folder;
    }

    /// <summary>Whether an export can go there; makes nothing.</summary>
    public static void Check(string path, IReadOnlyList<string> names, string? sweep, bool overwrite)
    {
        if (File.Exists(path))
            throw new InvalidInputException($"{path} is a file; an export needs a folder");
        if (!Directory.Exists(path))
            return;
        foreach (var folder in Folders.Where(names.Contains))
            RefuseForeign(path, folder);
        if (!overwrite)
            RefuseStrangers(path, names, sweep);
    }

    /// <summary>Gives all entries their names.</summary>
    public void Publish()
    {
        foreach (var name in _names)
        {
            if (Directory.Exists(Target.Temporary(name)))
                Replace(name);
            else
                File.Move(Target.Temporary(name), Target.Final(name), overwrite: true);
        }
    }

    /// <summary>Removes what was written under temporary names.</summary>
    public void Discard()
    {
        foreach (var name in _names)
        {
            if (Directory.Exists(Target.Temporary(name)))
                Directory.Delete(Target.Temporary(name), recursive: true);
            else
                File.Delete(Target.Temporary(name));
        }
    }

    private void Replace(string name)
    {
        var old = Path.Combine(_path, $".{name}.old");
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
        if (Directory.Exists(Target.Final(name)))
            Directory.Move(Target.Final(name), old);
        Directory.Move(Target.Temporary(name), Target.Final(name));
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    // Also where other files may be there: a folder is replaced as a whole, and with it whatever others put into it.
    private static void RefuseForeign(string path, string name)
    {
        foreach (var entry in new[] { name, $".{name}.tmp", $".{name}.old" }.Select(n => Path.Combine(path, n)))
        {
            if (File.Exists(entry) || (Directory.Exists(entry) && !File.Exists(Path.Combine(entry, ExportTarget.Mark))))
                throw new InvalidInputException($"{entry} is there and no export wrote it; name another folder");
        }
    }

    private static void RefuseStrangers(string path, IReadOnlyList<string> names, string? sweep)
    {
        string[] files = [Results, Spec, .. Tables];
        var known = files.Concat(Folders).SelectMany(n => new[] { n, $".{n}.tmp" }).Concat(Folders.Select(n => $".{n}.old")).ToHashSet(StringComparer.Ordinal);
        var entries = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal).ToList();
        var strangers = entries.Where(e => !known.Contains(e)).ToList();
        if (strangers.Count > 0)
            throw new InvalidInputException($"{path} holds {strangers[0]}{(strangers.Count > 1 ? $" and {strangers.Count - 1} more" : "")}, which no export wrote; name another folder or say --force");

        var published = entries.Where(files.Contains).ToList();
        if (published.Count == 0)
            return;
        var trials = Path.Combine(path, "trials.csv");
        if (ReadId(Path.Combine(path, Results)) is not { } id || (File.Exists(trials) && !StartsLikeAnExport(trials)))
            throw new InvalidInputException($"{path} holds {published[0]}, but no results.json and trials.csv of an earlier export; name another folder or say --force");

        // Tables of two sweeps must not lie side by side as if they were of one.
        var left = entries.FirstOrDefault(e => !e.StartsWith('.') && !names.Contains(e));
        if (left is not null && id != sweep)
            throw new InvalidInputException($"{path} holds {left} of sweep {id}, which this export would not replace; name another folder or say --force");
    }

    private static bool StartsLikeAnExport(string trials)
        => File.ReadLines(trials).FirstOrDefault() is { } header && header.StartsWith("trial,combination,replicate,", StringComparison.Ordinal);

    private static string? ReadId(string results)
    {
        if (!File.Exists(results))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(results));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("digest", out _)
                && document.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null;
        }
        catch (JsonException)
        {
            // Whatever it is, no export wrote it.
            return null;
        }
    }
}
