using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Proxies;

/// <summary>What all references by one interface share.</summary>
internal sealed record ReferenceKind(EmbeddedGrainHost Host, Type? Interface, GrainMethod[] Methods);
