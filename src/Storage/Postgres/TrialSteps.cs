using Npgsql;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace Sweep.Storage.Postgres;

/// <summary>Statements for writes to trials, a few for each kind of write whatever their number.</summary>
internal static class TrialSteps
{
    /// <summary>
    /// Statements for writes in their order. A trial's first writes are sent first, then its second ones and so on, since a
    /// statement takes each trial once; writes to different trials have no order among them.
    /// </summary>
    /// <param name="writes">The writes; each is given its place and its verdict.</param>
    /// <param name="added">Called with the sweep of each trial that is claimed for the first time.</param>
    public static List<GroupStep> For(IReadOnlyList<TrialWrite> writes, Action<long> added)
    {
        for (var i = 0; i < writes.Count; i++)
            writes[i].Order = i;
        var steps = new List<GroupStep>();
        var claims = writes.OfType<ClaimWrite>().ToList();
        if (claims.Count > 0)
            steps.Add(new(Of(TrialStatements.AddTrials).With(claims, Bigint, c => c.Key).With(claims, Bigint, c => c.Trial), row => added(row.GetInt64(0))));
        var places = writes.Select(w => (w.Key, w.Trial)).Distinct().ToList();
        steps.Add(new(Of(TrialStatements.LockTrials).With(places, Bigint, p => p.Key).With(places, Bigint, p => p.Trial), _ => { }));
        foreach (var wave in Waves(writes))
            AddWave(steps, wave, writes);
        return steps;
    }

    /// <summary>Reads the checkpoints of claims whose answers were taken from what was written down.</summary>
    public static GroupStep Checkpoints(IReadOnlyList<ClaimWrite> claims, IReadOnlyList<TrialWrite> writes)
        => new(Of(TrialStatements.FindCheckpoints).WithFence(claims), row => ((ClaimWrite)writes[row.GetInt32(0)]).Checkpoint = Checkpoint(row, 1));

    private static List<List<TrialWrite>> Waves(IReadOnlyList<TrialWrite> writes)
    {
        var waves = new List<List<TrialWrite>>();
        var counts = new Dictionary<(long, long), int>();
        foreach (var write in writes)
        {
            var place = (write.Key, write.Trial);
            var wave = counts[place] = counts.GetValueOrDefault(place) + 1;
            if (wave > waves.Count)
                waves.Add([]);
            waves[wave - 1].Add(write);
        }

        return waves;
    }

    private static void AddWave(List<GroupStep> steps, List<TrialWrite> wave, IReadOnlyList<TrialWrite> writes)
    {
        void Accept(NpgsqlDataReader row) => ((FencedWrite)writes[row.GetInt32(0)]).Accepted = true;

        foreach (var fenced in wave.OfType<FencedWrite>())
            fenced.Accepted = false;
        AddClaims(steps, [.. wave.OfType<ClaimWrite>()], writes);
        // These three ask for the verdict first: what they add says nothing where it was there already or is empty.
        FencedWrite[] asked = [.. wave.OfType<AppendWrite>(), .. wave.OfType<CheckpointWrite>(), .. wave.OfType<FailureWrite>()];
        if (asked.Length > 0)
            steps.Add(new(Of(TrialStatements.Fence).WithFence(asked), Accept));
        AddEpochs(steps, [.. wave.OfType<AppendWrite>().SelectMany(a => a.Epochs, (a, e) => (Write: a, e.Epoch, e.Layers))]);
        if (wave.OfType<CheckpointWrite>().ToList() is { Count: > 0 } checkpoints)
        {
            steps.Add(new(Of(TrialStatements.SaveCheckpoints).WithFence(checkpoints)
                .With(checkpoints, Integer, c => c.Epochs)
                .With(checkpoints, Bytea, c => c.State)));
        }

        if (wave.OfType<FailureWrite>().ToList() is { Count: > 0 } failures)
        {
            steps.Add(new(Of(TrialStatements.AddFailures).WithFence(failures)
                .With(failures, TimestampTz, f => f.Failure.At.UtcDateTime)
                .With(failures, Text, f => PostgresText.Clean(f.Failure.Owner))
                .With(failures, Text, f => PostgresText.Clean(f.Failure.Cause))));
        }

        if (wave.OfType<ReleaseWrite>().ToList() is { Count: > 0 } releases)
            steps.Add(new(Of(TrialStatements.Release).WithFence(releases), Accept));
        AddResults(steps, [.. wave.OfType<FinishWrite>()], Accept);
    }

    private static void AddClaims(List<GroupStep> steps, List<ClaimWrite> claims, IReadOnlyList<TrialWrite> writes)
    {
        if (claims.Count == 0)
            return;
        foreach (var claim in claims)
            (claim.Outcome, claim.Checkpoint) = (ClaimOutcome.Leased, null);
        var command = Of(TrialStatements.Claim)
            .With(claims, Integer, c => c.Order)
            .With(claims, Bigint, c => c.Key)
            .With(claims, Bigint, c => c.Trial)
            .With(claims, Text, c => PostgresText.Clean(c.Owner))
            .With(claims, TimestampTz, c => c.At.UtcDateTime)
            .With(claims, Interval, c => c.Lease);
        steps.Add(new(command, row =>
        {
            var claim = (ClaimWrite)writes[row.GetInt32(0)];
            (claim.Outcome, claim.Answered, claim.Failures) = (ClaimOutcome.Claimed, row.GetInt32(1), row.GetInt32(2));
            claim.Checkpoint = row.IsDBNull(3) ? null : Checkpoint(row, 3);
        }));
        steps.Add(new(Of(TrialStatements.Standing).WithFence(claims), row =>
        {
            var claim = (ClaimWrite)writes[row.GetInt32(0)];
            if (claim.Outcome == ClaimOutcome.Claimed)
                return;
            (claim.Answered, claim.Failures) = (row.GetInt32(1), row.GetInt32(2));
            claim.Outcome = row.GetBoolean(3) ? ClaimOutcome.Finished : ClaimOutcome.Leased;
        }));
    }

    private static void AddEpochs(List<GroupStep> steps, List<(AppendWrite Write, Core.Results.EpochReport Epoch, byte[] Layers)> epochs)
    {
        if (epochs.Count == 0)
            return;
        steps.Add(new(Of(TrialStatements.AddEpochs)
            .With(epochs, Bigint, e => e.Write.Key)
            .With(epochs, Bigint, e => e.Write.Trial)
            .With(epochs, Integer, e => e.Write.Attempt)
            .With(epochs, Integer, e => e.Epoch.Epoch)
            .With(epochs, Bigint, e => e.Epoch.Steps)
            .With(epochs, Bigint, e => e.Epoch.Samples)
            .With(epochs, NpgsqlDbType.Double, e => e.Epoch.TrainLoss)
            .With(epochs, NpgsqlDbType.Double, e => e.Epoch.TrainScore)
            .With(epochs, NpgsqlDbType.Double, e => e.Epoch.ValidationLoss)
            .With(epochs, NpgsqlDbType.Double, e => e.Epoch.ValidationScore)
            .With(epochs, NpgsqlDbType.Double, e => e.Epoch.LearningRate)
            .With(epochs, Bytea, e => e.Layers)));
    }

    private static void AddResults(List<GroupStep> steps, List<FinishWrite> results, Action<NpgsqlDataReader> accept)
    {
        if (results.Count == 0)
            return;
        steps.Add(new(Of(TrialStatements.Finish).WithFence(results)
            .With(results, Smallint, f => (short)f.Finished.Result.Outcome)
            .With(results, Smallint, f => (short?)f.Finished.Result.End)
            .With(results, Smallint, f => (short)f.Finished.Result.Task)
            .With(results, Integer, f => f.Finished.Result.Epochs)
            .With(results, Bigint, f => f.Finished.Result.Steps)
            .With(results, Bigint, f => f.Finished.Result.Samples)
            .With(results, Integer, f => f.Finished.Result.BestEpoch)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Result.TrainLoss)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Result.TrainScore)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Result.ValidationLoss)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Result.ValidationScore)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Result.TestLoss)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Result.TestScore)
            .With(results, Bigint, f => f.Finished.Result.DivergedStep)
            .With(results, Integer, f => f.Finished.Result.DivergedLayer)
            .With(results, Text, f => PostgresText.Clean(f.Finished.Result.Detail))
            .With(results, Text, f => PostgresText.Clean(f.Finished.Result.WeightsHash))
            .With(results, Text, f => PostgresText.Clean(f.Finished.Digest))
            .With(results, TimestampTz, f => f.Finished.Started.UtcDateTime)
            .With(results, NpgsqlDbType.Double, f => f.Finished.Seconds)
            .With(results, Text, f => PostgresText.Clean(f.Finished.Worker)), accept));
    }

    private static TrialCheckpoint Checkpoint(NpgsqlDataReader row, int column)
        => new(row.GetInt32(column), System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(column + 1)));

    private static NpgsqlBatchCommand Of(string sql) => new(sql);
}
