namespace Sweep.Silo.Metrics;

/// <summary>One of a sweep's best trials.</summary>
/// <param name="Objective">Its objective.</param>
/// <param name="Levels">Its levels, of the factors that are shown.</param>
public sealed record LeaderGauge(double Objective, IReadOnlyList<LevelLabel> Levels);
