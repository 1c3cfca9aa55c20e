using Sweep.Training.Running;

namespace Sweep.Training.Tests.Oracles;

/// <summary>Epochs of recorded samples.</summary>
internal sealed class RecordedOrder(int[][] orders) : RandomDraws(default)
{
    public override void Order(Span<int> order, int epoch) => orders[epoch].CopyTo(order);
}
