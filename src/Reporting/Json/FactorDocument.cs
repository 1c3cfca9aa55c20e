namespace Sweep.Reporting.Json;

internal sealed record FactorDocument(
    string Name, double? EtaSquared, double? OmegaSquared, string? Best, IReadOnlyList<LevelDocument> Levels);
