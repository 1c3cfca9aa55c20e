using Sweep.Core.Results;

namespace Sweep.Query;

/// <summary>One row of the gradients.</summary>
internal sealed record LayerRow(long Trial, int Epoch, LayerReport Layer);
