using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Proxies;

/// <summary>The reference class made for one grain interface.</summary>
internal sealed record EmittedReference(GrainMethod[] Methods, Func<ReferenceKind, GrainId, GrainReference> Create);
