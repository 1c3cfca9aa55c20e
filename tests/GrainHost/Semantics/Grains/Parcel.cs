using System.Collections.Immutable;
using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>Something to send.</summary>
[GenerateSerializer, Immutable, Alias("test.parcel")]
public sealed record Parcel([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<double> Values)
{
    [Id(2)]
    public Parcel? Inner { get; init; }
}
