using System.Collections;
using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Sweep.Core.Specs;
using Sweep.Reporting;
using Sweep.Reporting.Export;
using Sweep.Storage;

namespace Sweep.Query;

/// <summary>
/// A DuckDB in memory whose views read one sweep's record each time they are asked, one trial at a time. It holds no rows
/// of its own and writes nothing to disk: what a query needs beyond <see cref="MemoryLimit"/> ends it.
/// </summary>
internal sealed class RecordDatabase : IDisposable
{
    /// <summary>What DuckDB may use of memory.</summary>
    public const string MemoryLimit = "2GB";

    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly ExportSource _source;
    private readonly string _memory;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _cancelled;
    private volatile DuckDBCommand? _running;
    private volatile Exception? _broken;

    private RecordDatabase(ExportSource source, string memory, CancellationToken cancellation)
    {
        _source = source;
        _memory = memory;
        _cancellation = cancellation;
        _cancelled = cancellation.Register(() => _running?.Cancel());
    }

    /// <summary>Opens it.</summary>
    /// <param name="source">The sweep.</param>
    /// <param name="files">Whether statements may name files.</param>
    /// <param name="cancellation">Ends whatever runs.</param>
    /// <param name="memory">What it may use of memory, as DuckDB writes it.</param>
    /// <exception cref="InvalidInputException">DuckDB's library is not there for this platform.</exception>
    public static RecordDatabase Open(ExportSource source, bool files, CancellationToken cancellation, string memory = MemoryLimit)
    {
        var database = new RecordDatabase(source, memory, cancellation);
        try
        {
            database._connection.Open();
        }
        catch (Exception exception) when (Missing(exception))
        {
            database.Dispose();
            throw new InvalidInputException($"DuckDB's library cannot be loaded on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}; it is there for linux-x64, linux-arm64, osx, win-x64 and win-arm64. 'sweep export --format csv,json' needs none", exception);
        }

        database.MakeViews();
        foreach (var setting in new[] { $"memory_limit='{memory}'", "temp_directory=''", "TimeZone='UTC'", "autoinstall_known_extensions=false", "autoload_known_extensions=false" })
            database.Execute($"SET {setting}");
        if (!files)
        {
            database.Execute("SET enable_external_access=false");
            database.Execute("SET lock_configuration=true");
        }

        return database;
    }

    /// <summary>Runs a statement that yields nothing.</summary>
    public void Execute(string statement) => Guard(() =>
    {
        using var command = Command(statement);
        return command.ExecuteNonQuery();
    });

    /// <summary>Runs a query whose one value is a text.</summary>
    public string Scalar(string query, string parameter) => Guard(() =>
    {
        using var command = Command(query);
        command.Parameters.Add(new DuckDBParameter(parameter));
        return (string)command.ExecuteScalar()!;
    });

    /// <summary>A query, ready to be read row by row within <see cref="Guard"/>.</summary>
    public DuckDBCommand Command(string query)
    {
        var command = _connection.CreateCommand();
        command.CommandText = query;
        command.UseStreamingMode = true;
        _running = command;
        return command;
    }

    /// <summary>Runs something on DuckDB and says what really went wrong: a cancellation, the record, or the statement.</summary>
    /// <exception cref="InvalidInputException">DuckDB refused.</exception>
    public T Guard<T>(Func<T> work)
    {
        _broken = null;
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            return work();
        }
        catch (DuckDBException exception)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_broken is not null)
                ExceptionDispatchInfo.Throw(_broken);
            throw new InvalidInputException(exception.ErrorType == DuckDBErrorType.OutOfMemory
                ? $"the query needs more than {_memory} of memory; take fewer rows or columns before they are grouped or sorted, or export Parquet and ask that"
                : exception.Message.TrimEnd(), exception);
        }
        finally
        {
            _running = null;
        }
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        _connection.Dispose();
    }

    private void MakeViews()
    {
        var views = RecordView.Of(_source);
        Register(views[0], Trials, (row, item) => ExportRows.AddTrial(row, _source.Plan, _source.Factors, (TrialTelemetry)item));
        Register(views[1], Epochs, (row, item) => ExportRows.AddEpoch(row, ((EpochRow)item).Trial, ((EpochRow)item).Epoch));
        Register(views[2], () => Layers(lastOnly: false), AddLayer);
        Register(views[3], () => Layers(lastOnly: true), AddLayer);

        static void AddLayer(IRowWriter row, object item) => ExportRows.AddLayer(row, ((LayerRow)item).Trial, ((LayerRow)item).Epoch, ((LayerRow)item).Layer);
    }

    private void Register(RecordView view, Func<IEnumerable> rows, Action<IRowWriter, object> write)
    {
        var function = $"record_{view.Name}";
        IReadOnlyList<ColumnInfo> columns = [.. view.Columns.Select(c => new ColumnInfo(c.Name, TypeOf(c.Kind)))];
        _connection.RegisterTableFunction(function, () => new TableFunction(columns, Watched(rows())), (item, writers, row) => write(new DuckRow(writers, row), item!));
        Execute(view.Statement(function));
    }

    private IEnumerable<TrialTelemetry> Trials() => _source.ReadAsync(_cancellation).ToBlockingEnumerable(_cancellation);

    private IEnumerable<EpochRow> Epochs() => Trials().SelectMany(t => t.Epochs, (t, epoch) => new EpochRow(t.Trial.Index, epoch));

    private IEnumerable<LayerRow> Layers(bool lastOnly)
        => Trials()
            .SelectMany(t => lastOnly ? t.Epochs.TakeLast(1) : t.Epochs, (t, epoch) => new EpochRow(t.Trial.Index, epoch))
            .SelectMany(e => e.Epoch.Layers, (e, layer) => new LayerRow(e.Trial, e.Epoch.Epoch, layer));

    // DuckDB keeps of an exception but its text.
    private IEnumerable<object> Watched(IEnumerable rows)
    {
        var source = rows.GetEnumerator();
        using var owned = source as IDisposable;
        while (true)
        {
            try
            {
                if (!source.MoveNext())
                    yield break;
            }
            catch (Exception exception)
            {
                _broken = exception;
                throw;
            }

            yield return source.Current!;
        }
    }

    private static Type TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Whole => typeof(long),
        FieldKind.Natural => typeof(ulong),
        FieldKind.Number => typeof(double),
        FieldKind.ShortNumber => typeof(float),
        FieldKind.Time => typeof(DateTimeOffset),
        _ => typeof(string),
    };

    private static bool Missing(Exception exception)
        => exception is DllNotFoundException or BadImageFormatException || (exception.InnerException is { } inner && Missing(inner));
}
