namespace Sweep.Storage.Postgres;

/// <summary>A row of <c>sweeps</c> with its counts.</summary>
internal sealed class PostgresSweepRow
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string SpecYaml { get; set; } = "";

    public string SpecHash { get; set; } = "";

    public string BaseDirectory { get; set; } = "";

    public long Trials { get; set; }

    public short State { get; set; }

    public DateTime Created { get; set; }

    public DateTime Updated { get; set; }

    public string Version { get; set; } = "";

    public long Completed { get; set; }

    public long Diverged { get; set; }

    public long Failed { get; set; }

    public long Stopped { get; set; }

    public long Started { get; set; }

    public TrialCounts Counts => new(Completed, Diverged, Failed, Stopped, Started);

    public SweepRecord Record => new(Id, Name, SpecYaml, SpecHash, BaseDirectory, Trials, (SweepState)State, new(Created), new(Updated), Version);
}
