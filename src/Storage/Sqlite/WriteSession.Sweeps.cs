using Sweep.Core.Results;

namespace Sweep.Storage.Sqlite;

/// <summary>What people do with whole sweeps.</summary>
internal sealed partial class WriteSession
{
    /// <summary>
    /// Takes over a record whose last owner is gone: leases of its attempts are void, and what it was deleting goes.
    /// </summary>
    public void TakeOver()
    {
        Begin();
        Prepared(WriteStatements.VoidLeases).Execute();
        Commit();
        while (true)
        {
            Begin();
            var deleted = Prepared(WriteStatements.FindDeleted).QueryNumber();
            if (deleted is { } key)
                Purge(key);
            Commit();
            if (deleted is null)
                return;
        }
    }

    public bool Request(string sweep, SweepRequest request, DateTimeOffset at)
        => Prepared(WriteStatements.Request).Bind(0, sweep).Bind(1, (long)request).Bind(2, at.UtcTicks).Execute() == 1
            ? true
            : throw StoreGuard.UnknownSweep(sweep);

    public int RetryFailed(string sweep, DateTimeOffset at)
    {
        var key = KeyOf(sweep);
        var state = (SweepState)Prepared(WriteStatements.FindState).Bind(0, key).QueryNumber()!.Value;
        var failed = Prepared(WriteStatements.WithdrawFailed).Bind(0, key).Execute();
        var stopped = state == SweepState.Cancelled ? Prepared(WriteStatements.WithdrawStopped).Bind(0, key).Bind(1, StopReason.User).Execute() : 0;
        Change(key).Withdraw(TrialOutcome.Failed, failed);
        Change(key).Withdraw(TrialOutcome.Stopped, stopped);
        if (state == SweepState.Cancelled || (state == SweepState.Finished && failed > 0))
            Prepared(WriteStatements.Reopen).Bind(0, key).Bind(1, at.UtcTicks).Execute();
        return failed + stopped;
    }

    /// <summary>Puts a sweep out of sight; tells its key, under which its rows still stand, or null where there is none.</summary>
    public long? Delete(string sweep)
    {
        if (_findSweep.Bind(0, sweep).QueryNumber() is not { } key)
            return null;
        Prepared(WriteStatements.MarkDeleted).Bind(0, key).Execute();
        Prepared(WriteStatements.DeleteSweep).Bind(0, key).Execute();
        _keys.Remove(sweep);
        return key;
    }

    /// <summary>Removes a part of what stands under the key of a deleted sweep; false where nothing is left.</summary>
    public bool Purge(long key)
    {
        foreach (var purge in WriteStatements.Purges)
        {
            if (Prepared(purge).Bind(0, key).Execute() > 0)
                return true;
        }

        Prepared(WriteStatements.ForgetDeleted).Bind(0, key).Execute();
        return false;
    }

    public bool Extend(string sweep, SweepRecord grown, string? from)
    {
        var key = KeyOf(sweep);
        if (from is not null)
            KeyOf(from);
        var trials = Prepared(WriteStatements.FindTrials).Bind(0, key).QueryNumber()!.Value;
        if (grown.Trials < trials)
            throw StoreGuard.Shrinks(sweep, trials, grown.Trials);
        return Prepared(WriteStatements.Extend)
            .Bind(0, key)
            .Bind(1, grown.Name)
            .Bind(2, grown.SpecYaml)
            .Bind(3, grown.SpecHash)
            .Bind(4, grown.BaseDirectory)
            .Bind(5, grown.Trials)
            .Bind(6, (long)grown.State)
            .Bind(7, grown.Updated.UtcTicks)
            .Bind(8, grown.Version)
            .Execute() == 1;
    }

    public int Copy(string from, string sweep, ReadOnlySpan<KeyValuePair<long, long>> reuse)
    {
        var (source, target) = (KeyOf(from), KeyOf(sweep));
        var copied = 0;
        foreach (var (there, here) in reuse)
        {
            var outcome = Prepared(WriteStatements.CopyTrial).Bind(0, source).Bind(1, target).Bind(2, there).Bind(3, here).QueryNumber();
            if (outcome is null)
                continue;
            Prepared(WriteStatements.CopyEpochs).Bind(0, source).Bind(1, target).Bind(2, there).Bind(3, here).Execute();
            Change(target).Add((TrialOutcome)outcome.Value, 1);
            copied++;
        }

        return copied;
    }
}
