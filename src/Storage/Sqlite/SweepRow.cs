namespace Sweep.Storage.Sqlite;

/// <summary>A row of <c>sweeps</c>.</summary>
internal sealed class SweepRow
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string SpecYaml { get; set; } = "";

    public string SpecHash { get; set; } = "";

    public string BaseDirectory { get; set; } = "";

    public long Trials { get; set; }

    public long State { get; set; }

    public long Created { get; set; }

    public long Updated { get; set; }

    public string Version { get; set; } = "";

    public long Completed { get; set; }

    public long Diverged { get; set; }

    public long Failed { get; set; }

    public long Stopped { get; set; }

    public long Started { get; set; }

    public TrialCounts Counts => new(Completed, Diverged, Failed, Stopped, Started);

    public SweepRecord Record => new(
        Id, Name, SpecYaml, SpecHash, BaseDirectory, Trials, (SweepState)State,
        new DateTimeOffset(Created, TimeSpan.Zero), new DateTimeOffset(Updated, TimeSpan.Zero), Version);
}
