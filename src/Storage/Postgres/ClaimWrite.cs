namespace Sweep.Storage.Postgres;

/// <summary>Claims the next attempt at a trial.</summary>
internal sealed class ClaimWrite(string sweep, long trial, string owner, DateTimeOffset at, TimeSpan lease, CancellationToken cancellation)
    : TrialWrite(sweep, trial, 0, cancellation)
{
    public string Owner => owner;

    public DateTimeOffset At => at;

    public TimeSpan Lease => lease;

    public ClaimOutcome Outcome { get; set; }

    public int Answered { get; set; }

    public int Failures { get; set; }

    /// <summary>Where the training can go on. Not part of what is written down: it stands in the record.</summary>
    public TrialCheckpoint? Checkpoint { get; set; }

    public Claim Claim => new(Outcome, Answered, Failures, Outcome == ClaimOutcome.Claimed ? Checkpoint : null);

    public override void Put(BinaryWriter answers)
    {
        answers.Write((byte)Outcome);
        answers.Write7BitEncodedInt(Answered);
        answers.Write7BitEncodedInt(Failures);
    }

    public override void Take(BinaryReader answers)
    {
        Outcome = (ClaimOutcome)answers.ReadByte();
        Answered = answers.Read7BitEncodedInt();
        Failures = answers.Read7BitEncodedInt();
    }
}
