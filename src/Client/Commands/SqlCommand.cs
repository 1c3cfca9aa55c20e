using System.CommandLine;
using Sweep.Client.Output;
using Sweep.Client.Running;
using Sweep.Core.Specs;
using Sweep.Query;
using Sweep.Reporting.Export;

namespace Sweep.Client.Commands;

/// <summary><c>sweep sql</c>: asks the record of a sweep in SQL.</summary>
internal static class SqlCommand
{
    private const int MostRows = 10_000;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var id = CommonOptions.Id();
        var query = new Argument<string?>("QUERY") { Description = "One SELECT in DuckDB's dialect over the views trials, epochs, gradients and layers.", Arity = ArgumentArity.ZeroOrOne };
        var schema = new Option<bool>("--schema") { Description = "List the views with their columns and types instead." };
        var rows = new Option<int>("--rows") { Description = $"Rows of the table, 1 to {MostRows}; --json and --csv give all rows.", HelpName = "N", DefaultValueFactory = _ => 100 };
        rows.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value is < 1 or > MostRows)
                result.AddError($"--rows is {value}, but must be between 1 and {MostRows}.");
        });
        var csv = new Option<bool>("--csv") { Description = "Print CSV on stdout instead of a table." };
        var json = CommonOptions.Json();
        var store = CommonOptions.Store();
        return CommandFactory.Make(
                "sql",
                "Ask a sweep's record in SQL. It can be read and nothing else: no files, no settings, no other statement than SELECT. Works while the sweep runs.",
                "sweep sql regularizers-7f3a --schema",
                "sweep sql regularizers-7f3a \"select activation, avg(validation_loss) from trials where outcome = 'completed' group by all order by 2\"",
                "sweep sql regularizers-7f3a \"select trial, epoch, validation_loss from epochs\" --csv > curves.csv",
                "sweep sql regularizers-7f3a \"select * from layers where dead_share = 1\" --json")
            .With(id, query, schema, rows, csv, json, store)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var sql = QueryOf(parsed.GetValue(query), parsed.GetValue(schema));
                if (parsed.GetValue(csv) && parsed.GetValue(json))
                    throw new InvalidInputException("--csv and --json are two forms of one output; name one of them");
                await using var record = await RecordReader.OpenAsync(parsed.GetRequiredValue(store));
                var (sweep, plan) = await RecordReader.FindAsync(record, parsed.GetRequiredValue(id), cancellation);
                var source = await ExportSource.LoadAsync(record, sweep, plan, cancellation);
                await Task.Run(() => SqlQuery.Run(source, sql, result => Print(result, terminal, parsed.GetValue(csv), parsed.GetValue(json), parsed.GetValue(rows), cancellation), cancellation), cancellation);
                return ExitCodes.Done;
            });
    }

    private static string QueryOf(string? query, bool schema) => (query, schema) switch
    {
        (null, true) => SqlQuery.Schema,
        ({ Length: > 0 }, false) when !string.IsNullOrWhiteSpace(query) => query,
        (null, false) => throw new InvalidInputException("no query is given; --schema lists the views and columns that one can name"),
        (_, true) => throw new InvalidInputException("--schema takes no query"),
        _ => throw new InvalidInputException("the query is empty; --schema lists the views and columns that one can name"),
    };

    private static long Print(SqlQuery result, Terminal terminal, bool csv, bool json, int most, CancellationToken cancellation)
    {
        if (!csv && !json)
            return SqlTable.Write(terminal, result, most);
        using var stream = Console.OpenStandardOutput();
        return csv ? SqlWriter.WriteCsv(result, stream, cancellation) : SqlWriter.WriteJson(result, stream, cancellation);
    }
}
