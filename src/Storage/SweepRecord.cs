namespace Sweep.Storage;

/// <summary>A sweep as the record holds it.</summary>
/// <param name="Id">Short id, unique in the record.</param>
/// <param name="Name">Name for people.</param>
/// <param name="SpecYaml">The normalised spec; trials are a pure function of it.</param>
/// <param name="SpecHash">SHA-256 of its canonical form.</param>
/// <param name="BaseDirectory">Folder that relative paths of data files start at.</param>
/// <param name="Trials">Number of trials of the design.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was added, UTC.</param>
/// <param name="Updated">When its state last changed, UTC.</param>
/// <param name="Version">Version of Sweep that made it.</param>
public sealed record SweepRecord(
    string Id,
    string Name,
    string SpecYaml,
    string SpecHash,
    string BaseDirectory,
    long Trials,
    SweepState State,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    string Version);
