namespace Sweep.Storage.Postgres;

/// <summary>A write to one trial, of which many make one transaction.</summary>
internal abstract class TrialWrite(string sweep, long trial, int attempt, CancellationToken cancellation) : PostgresWrite(cancellation)
{
    public string Sweep => sweep;

    public long Trial => trial;

    /// <summary>The attempt that writes; 0 where one is to be claimed.</summary>
    public int Attempt => attempt;

    /// <summary>Key of the sweep, set before the write is sent.</summary>
    public long Key { get; set; }

    /// <summary>Place of the write among those sent together.</summary>
    public int Order { get; set; }
}
