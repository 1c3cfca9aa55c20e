using System.Text.Json.Serialization;
using Sweep.Silo.Api.Documents;

namespace Sweep.Client.Output;

/// <summary>Serialisation of what the command prints as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ValidationJson))]
[JsonSerializable(typeof(StopJson))]
[JsonSerializable(typeof(RetryJson))]
[JsonSerializable(typeof(DeleteJson))]
[JsonSerializable(typeof(ExtendJson))]
[JsonSerializable(typeof(IReadOnlyList<DatasetJson>))]
[JsonSerializable(typeof(ServeJson))]
[JsonSerializable(typeof(IReadOnlyList<PlotJson>))]
[JsonSerializable(typeof(SweepItem))]
internal sealed partial class ClientJson : JsonSerializerContext;
