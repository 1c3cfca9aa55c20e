using System.Text.Json.Serialization;

namespace Sweep.Reporting.Json;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ResultsDocument))]
[JsonSerializable(typeof(TrialDocument))]
[JsonSerializable(typeof(ComparisonDocument))]
[JsonSerializable(typeof(SweepDocument[]))]
internal sealed partial class ReportingJsonContext : JsonSerializerContext;
