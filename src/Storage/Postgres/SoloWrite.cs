namespace Sweep.Storage.Postgres;

/// <summary>A write with a transaction of its own. Its body may run again after it was rolled back.</summary>
internal sealed class SoloWrite(Func<SoloSession, Task<long>> body, CancellationToken cancellation) : PostgresWrite(cancellation)
{
    public long Answer { get; private set; }

    public async Task RunAsync(SoloSession session) => Answer = await body(session).ConfigureAwait(false);

    public override void Put(BinaryWriter answers) => answers.Write(Answer);

    public override void Take(BinaryReader answers) => Answer = answers.ReadInt64();
}
