namespace Sweep.Silo.Api.Documents;

/// <summary>One of the best trials so far.</summary>
/// <param name="Trial">Index of the trial.</param>
/// <param name="Objective">Value of the sweep's objective.</param>
/// <param name="Levels">Its levels, for people: <c>relu · he_normal · 0.3</c>.</param>
public sealed record LeaderItem(long Trial, double Objective, string Levels);
