using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Sweep.Silo.Api.Documents;

/// <summary>Serialisation of what the API takes and answers, for servers and clients.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SweepItem))]
[JsonSerializable(typeof(IReadOnlyList<SweepListItem>))]
[JsonSerializable(typeof(HealthItem))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(SpecProblem))]
public sealed partial class ApiJson : JsonSerializerContext;
