using System.Globalization;
using Sweep.Core.Configuration;
using Sweep.Core.Randomness;
using Sweep.Training.Data.Csv;
using Sweep.Training.Data.Generators;
using Sweep.Training.Data.Idx;
using Sweep.Training.Data.Preparation;

namespace Sweep.Training.Data;

/// <summary>
/// Loads, splits and standardises data sets, each once per configuration and key. A file that changes on disk is loaded anew.
/// </summary>
/// <param name="cacheBytes">Memory that prepared sets may take beyond those that trainings hold; the same again for sets as read from files.</param>
public sealed class DataProvider(long cacheBytes = 512L << 20) : IDataProvider
{
    private readonly SharedCache<PreparedKey, PreparedData> _prepared = new(cacheBytes, Bytes);
    private readonly SharedCache<RawKey, RawData> _raw = new(cacheBytes, d => d.Bytes);

    /// <inheritdoc/>
    public PreparedData Load(DatasetConfig config, RandomKey key, string baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(baseDirectory);
        var (path, stamp) = config.Source switch
        {
            DataSource.Csv csv => Locate(baseDirectory, csv.Path, p => [p]),
            DataSource.Idx idx => Locate(baseDirectory, idx.Path, IdxFolder.Files),
            _ => ("", ""),
        };
        return _prepared.Get(
            new(config, key, stamp),
            () => DataPreparation.Prepare(LoadRaw(config.Source, key, path, stamp), config, key));
    }

    private RawData LoadRaw(DataSource source, RandomKey key, string path, string stamp) => source is DataSource.Generated generated
        ? PointGenerator.Generate(generated, key)
        : _raw.Get(new(source, stamp), () => source switch
        {
            DataSource.Digits => EmbeddedSet.Read("digits"),
            DataSource.BreastCancer => EmbeddedSet.Read("breast_cancer"),
            DataSource.Wine => EmbeddedSet.Read("wine"),
            DataSource.Iris => EmbeddedSet.Read("iris"),
            DataSource.Csv csv => CsvReader.Read(FileBytes.Read(path, csv.Path, CsvReader.MaxBytes), csv.Path, csv),
            DataSource.Idx idx => IdxFolder.Read(path, idx.Path),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a known source of data."),
        });

    private static (string Path, string Stamp) Locate(string baseDirectory, string path, Func<string, IEnumerable<string>> files)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw ProblemList.Single("dataset", path.Length == 0 ? "no path is given" : "the path holds a character 0");
        var full = Path.GetFullPath(Path.Combine(baseDirectory, path));
        try
        {
            var stamps = files(full).Select(f => new FileInfo(f)).Where(f => f.Exists)
                .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name}|{f.Length}|{f.LastWriteTimeUtc.Ticks}"));
            return (full, string.Join('\n', stamps.Prepend(full)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileBytes.Unreadable(path, e);
        }
    }

    private static long Bytes(PreparedData data) => Bytes(data.Train) + Bytes(data.Validation) + Bytes(data.Test);

    private static long Bytes(SampleSet set) => 4L * (set.Inputs.LongLength + set.Labels.LongLength + set.Targets.LongLength);

    private readonly record struct PreparedKey(DatasetConfig Config, RandomKey Key, string Stamp);

    private readonly record struct RawKey(DataSource Source, string Stamp);
}
