using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// The one connection that writes, with its prepared statements. Used by the writer's thread alone.
/// Nothing is read before it is written: the rows changed say whether a write was accepted.
/// </summary>
internal sealed partial class WriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly PreparedStatement _begin;
    private readonly PreparedStatement _commit;
    private readonly PreparedStatement _rollback;
    private readonly PreparedStatement _findSweep;
    private readonly PreparedStatement _createSweep;
    private readonly PreparedStatement _setState;
    private readonly PreparedStatement _claim;
    private readonly PreparedStatement _findAttempt;
    private readonly PreparedStatement _dropEpochs;
    private readonly PreparedStatement _isCurrent;
    private readonly PreparedStatement _addEpoch;
    private readonly PreparedStatement _finish;
    private readonly PreparedStatement _count;
    private readonly PreparedStatement _findCheckpoint;
    private readonly PreparedStatement _dropCheckpoint;
    private readonly Dictionary<string, PreparedStatement> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<long, CountChange> _changes = [];

    public WriteSession(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        _findSweep = new(connection, WriteStatements.FindSweep);
        _createSweep = new(connection, WriteStatements.CreateSweep);
        _setState = new(connection, WriteStatements.SetState);
        _claim = new(connection, WriteStatements.Claim);
        _findAttempt = new(connection, WriteStatements.FindAttempt);
        _dropEpochs = new(connection, WriteStatements.DropEpochs);
        _isCurrent = new(connection, WriteStatements.IsCurrent);
        _addEpoch = new(connection, WriteStatements.AddEpoch);
        _finish = new(connection, WriteStatements.Finish);
        _count = new(connection, WriteStatements.Count);
        _findCheckpoint = new(connection, WriteStatements.FindCheckpoint);
        _dropCheckpoint = new(connection, WriteStatements.DropCheckpoint);
    }

    public void Begin()
    {
        _changes.Clear();
        _begin.Execute();
    }

    public void Commit()
    {
        foreach (var (key, change) in _changes)
            _count.Bind(0, key).Bind(1, change.Completed).Bind(2, change.Diverged).Bind(3, change.Failed).Bind(4, change.Stopped).Bind(5, change.Started).Execute();
        _commit.Execute();
    }

    public void Rollback()
    {
        // Keys of sweeps that the transaction had added are gone with it.
        _keys.Clear();
        _changes.Clear();
        // Some errors, a full disk among them, have rolled back already.
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _rollback.Execute();
    }

    public bool Create(SweepRecord sweep) => _createSweep
        .Bind(0, sweep.Id)
        .Bind(1, sweep.Name)
        .Bind(2, sweep.SpecYaml)
        .Bind(3, sweep.SpecHash)
        .Bind(4, sweep.BaseDirectory)
        .Bind(5, sweep.Trials)
        .Bind(6, (long)sweep.State)
        .Bind(7, sweep.Created.UtcTicks)
        .Bind(8, sweep.Updated.UtcTicks)
        .Bind(9, sweep.Version)
        .Execute() == 1;

    public bool SetState(string sweep, SweepState state, DateTimeOffset at)
        => _setState.Bind(0, KeyOf(sweep)).Bind(1, (long)state).Bind(2, at.UtcTicks).Execute() == 1;

    public Claim Claim(string sweep, long trial, string owner, DateTimeOffset at, DateTimeOffset now, TimeSpan lease)
    {
        var key = KeyOf(sweep);
        Span<long> found = stackalloc long[3];
        if (!_claim.Bind(0, key).Bind(1, trial).Bind(2, owner).Bind(3, at.UtcTicks).Bind(4, (now + lease).UtcTicks).Bind(5, now.UtcTicks).QueryNumbers(found[..2]))
        {
            _findAttempt.Bind(0, key).Bind(1, trial).QueryNumbers(found);
            return new(found[2] == 1 ? ClaimOutcome.Finished : ClaimOutcome.Leased, (int)found[0], (int)found[1], null);
        }

        var attempt = (int)found[0];
        if (attempt == 1)
        {
            Change(key).Started++;
            return new(ClaimOutcome.Claimed, attempt, 0, null);
        }

        var checkpoint = _findCheckpoint.Bind(0, key).Bind(1, trial).QueryNumberAndBytes() is var (epochs, state)
            ? new TrialCheckpoint((int)epochs, ImmutableCollectionsMarshal.AsImmutableArray(state))
            : null;
        _dropEpochs.Bind(0, key).Bind(1, trial).Bind(2, checkpoint?.Epochs ?? 0).Execute();
        return new(ClaimOutcome.Claimed, attempt, (int)found[1], checkpoint);
    }

    public bool Append(string sweep, long trial, int attempt, EpochWrite[] epochs)
    {
        var key = KeyOf(sweep);
        if (epochs.Length == 0)
            return _isCurrent.Bind(0, key).Bind(1, trial).Bind(2, attempt).QueryNumber() is not null;
        _addEpoch.Bind(0, key).Bind(1, trial).Bind(2, attempt);
        foreach (var (epoch, layers) in epochs)
        {
            var accepted = _addEpoch
                .Bind(3, epoch.Epoch)
                .Bind(4, epoch.Steps)
                .Bind(5, epoch.TrainLoss)
                .Bind(6, epoch.TrainScore)
                .Bind(7, epoch.ValidationLoss)
                .Bind(8, epoch.ValidationScore)
                .Bind(9, epoch.LearningRate)
                .Bind(10, layers)
                .Execute() == 1;
            if (!accepted)
                return false;
        }

        return true;
    }

    public bool Finish(string sweep, long trial, int attempt, FinishedTrial finished)
    {
        var key = KeyOf(sweep);
        var result = finished.Result;
        var accepted = _finish
            .Bind(0, key)
            .Bind(1, trial)
            .Bind(2, attempt)
            .Bind(3, (long)result.Outcome)
            .Bind(4, (long?)result.End)
            .Bind(5, (long)result.Task)
            .Bind(6, result.Epochs)
            .Bind(7, result.Steps)
            .Bind(8, result.Samples)
            .Bind(9, result.BestEpoch)
            .Bind(10, result.TrainLoss)
            .Bind(11, result.TrainScore)
            .Bind(12, result.ValidationLoss)
            .Bind(13, result.ValidationScore)
            .Bind(14, result.TestLoss)
            .Bind(15, result.TestScore)
            .Bind(16, result.DivergedStep)
            .Bind(17, result.DivergedLayer)
            .Bind(18, result.Detail)
            .Bind(19, result.WeightsHash)
            .Bind(20, finished.Digest)
            .Bind(21, finished.Started.UtcTicks)
            .Bind(22, finished.Seconds)
            .Bind(23, finished.Worker)
            .Execute() == 1;
        if (!accepted)
            return false;
        _dropCheckpoint.Bind(0, key).Bind(1, trial).Execute();
        Change(key).Finish(result.Outcome);
        return true;
    }

    public void Dispose()
    {
        foreach (var statement in (PreparedStatement[])[_begin, _commit, _rollback, _findSweep, _createSweep, _setState, _claim, _findAttempt, _dropEpochs, _isCurrent, _addEpoch, _finish, _count, _findCheckpoint, _dropCheckpoint, .. _others.Values])
            statement.Dispose();
        _connection.Dispose();
    }

    private long KeyOf(string sweep)
    {
        if (_keys.TryGetValue(sweep, out var key))
            return key;
        key = _findSweep.Bind(0, sweep).QueryNumber() ?? throw StoreGuard.UnknownSweep(sweep);
        _keys.Add(sweep, key);
        return key;
    }

    /// <summary>A statement that not every sweep needs: compiled when it is first used.</summary>
    private PreparedStatement Prepared(string sql)
    {
        if (!_others.TryGetValue(sql, out var statement))
            _others.Add(sql, statement = new(_connection, sql));
        return statement;
    }

    private CountChange Change(long key)
    {
        if (!_changes.TryGetValue(key, out var change))
            _changes.Add(key, change = new());
        return change;
    }
}
