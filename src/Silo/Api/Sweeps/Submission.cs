namespace Sweep.Silo.Api.Sweeps;

/// <summary>A spec that somebody wants to be run.</summary>
/// <param name="Spec">The spec, YAML or JSON.</param>
/// <param name="Id">Id that the sweep shall have; null for one made from its name.</param>
/// <param name="Key">Names this submission, so that repeating it is harmless; null where it has no name.</param>
public sealed record Submission(string Spec, string? Id = null, string? Key = null);
