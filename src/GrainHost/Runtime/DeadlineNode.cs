using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Runtime;

/// <summary>A call's place in the ledger.</summary>
internal sealed class DeadlineNode
{
    public GrainCall? Owner { get; set; }

    public DeadlineList? List { get; set; }

    public DeadlineNode? Previous { get; set; }

    public DeadlineNode? Next { get; set; }

    public long Due { get; set; }
}
