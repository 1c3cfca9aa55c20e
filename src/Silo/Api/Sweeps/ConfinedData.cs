using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Core.Specs;
using Sweep.Training.Data;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>
/// Keeps submitted specs to one folder of the server. Every load is looked at, not the spec alone, so no combination slips
/// by. Sweeps that somebody ran on this machine start at other folders and are left alone.
/// </summary>
/// <param name="data">Loads what is allowed.</param>
/// <param name="folder">Full path of the folder; empty where the server has none.</param>
/// <param name="anyPath">Whether absolute paths and <c>..</c> are allowed.</param>
public sealed class ConfinedData(IDataProvider data, string folder, bool anyPath) : IDataProvider
{
    /// <summary>Folder that relative paths of submitted specs start at; empty where there is none.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public PreparedData Load(DatasetConfig config, RandomKey key, string baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (baseDirectory == folder && !anyPath && PathOf(config.Source) is { } path)
            Check(path);
        return data.Load(config, key, baseDirectory);
    }

    private void Check(string path)
    {
        if (folder.Length == 0)
            throw new InvalidInputException($"dataset: this server has no folder for data files, so '{path}' cannot be read; it takes one with --data");
        if (Path.IsPathRooted(path) || path.Contains(':', StringComparison.Ordinal))
            throw new InvalidInputException($"dataset: '{path}' is an absolute path; paths of submitted specs are relative to the server's data folder");
        if (path.Split('/', '\\').Contains(".."))
            throw new InvalidInputException($"dataset: '{path}' leaves the server's data folder; '..' is not allowed in submitted specs");
    }

    private static string? PathOf(DataSource source) => source switch
    {
        DataSource.Csv csv => csv.Path,
        DataSource.Idx idx => idx.Path,
        _ => null,
    };
}
