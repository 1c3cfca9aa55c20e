namespace Sweep.Storage.Postgres;

/// <summary>A write that is accepted where its attempt is the newest and the trial has no result.</summary>
internal abstract class FencedWrite(string sweep, long trial, int attempt, CancellationToken cancellation) : TrialWrite(sweep, trial, attempt, cancellation)
{
    public bool Accepted { get; set; }

    public override void Put(BinaryWriter answers) => answers.Write(Accepted);

    public override void Take(BinaryReader answers) => Accepted = answers.ReadBoolean();
}
