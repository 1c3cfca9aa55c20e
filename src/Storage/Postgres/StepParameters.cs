using Npgsql;
using NpgsqlTypes;

namespace Sweep.Storage.Postgres;

/// <summary>Columns of many rows as array parameters, which one statement takes apart again with <c>unnest</c>.</summary>
internal static class StepParameters
{
    /// <summary>Adds a column.</summary>
    public static NpgsqlBatchCommand With<TRow, T>(this NpgsqlBatchCommand command, IReadOnlyList<TRow> rows, NpgsqlDbType type, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }

    /// <summary>Adds a single value.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, NpgsqlDbType type, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    /// <summary>Adds the columns that say which trial a write goes to, and which attempt makes it: order, sweep, trial, attempt.</summary>
    public static NpgsqlBatchCommand WithFence<TWrite>(this NpgsqlBatchCommand command, IReadOnlyList<TWrite> writes)
        where TWrite : TrialWrite
        => command
            .With(writes, NpgsqlDbType.Integer, w => w.Order)
            .With(writes, NpgsqlDbType.Bigint, w => w.Key)
            .With(writes, NpgsqlDbType.Bigint, w => w.Trial)
            .With(writes, NpgsqlDbType.Integer, w => w.Attempt);
}
